"""Addresses: documents, and the door of files."""

from django.urls import path

from hedgerow.web.views import files

urlpatterns = [
    path("upload/", files.upload, name="upload"),
    path("file/<code>/", files.attachment, name="attachment"),
    path("file/<code>/picture/", files.attachment_picture, name="attachment_picture"),
    path("f/<code>/<slug>/file/", files.document_file, name="document_file"),
    path("f/<code>/<slug>/picture/", files.document_picture, name="document_picture"),
]
