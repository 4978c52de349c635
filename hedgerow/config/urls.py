"""Where every address begins."""

from hedgerow.web.urls import urlpatterns as pages

urlpatterns = [*pages]

handler404 = "hedgerow.web.views.refused.missing"
handler500 = "hedgerow.web.views.refused.broken"
