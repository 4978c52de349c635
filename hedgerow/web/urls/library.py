"""Addresses: documents, and the door of files."""

from django.urls import path

from hedgerow.web.views import files, library

_DOCUMENTS = "c/<code>/<slug>/documents/"

pages = [
    path(_DOCUMENTS, library.documents, name="documents"),
    path("f/<code>/<title:slug>/", library.document, name="document"),
]

urlpatterns = [
    path("upload/", files.upload, name="upload"),
    path("uploads/<code>/answer/", library.answer, name="upload_answer"),
    path("file/<code>/", files.attachment, name="attachment"),
    path("file/<code>/picture/", files.attachment_picture, name="attachment_picture"),
    path(f"{_DOCUMENTS}add/", library.add, name="documents_add"),
    path(f"{_DOCUMENTS}folders/new/", library.folder_new, name="folder_new"),
    path(f"{_DOCUMENTS}folders/edit/", library.folder_edit, name="folder_edit"),
    path(f"{_DOCUMENTS}folders/remove/", library.folder_remove, name="folder_remove"),
    path("f/<code>/version/", library.version, name="document_version"),
    path("f/<code>/versions/restore/", library.restore, name="document_restore"),
    path("f/<code>/assurance/", library.assurance, name="document_assurance"),
    path("f/<code>/rename/", library.rename, name="document_rename"),
    path("f/<code>/move/", library.move, name="document_move"),
    path("f/<code>/", library.document, {"slug": ""}, name="document_short"),
    path("f/<code>/<slug>/file/", files.document_file, name="document_file"),
    path("f/<code>/<slug>/picture/", files.document_picture, name="document_picture"),
]
