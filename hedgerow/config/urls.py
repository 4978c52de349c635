"""Where every address begins."""

from hedgerow.config.health import urlpatterns as health
from hedgerow.web.urls import urlpatterns as pages

urlpatterns = [*health, *pages]

handler404 = "hedgerow.web.views.refused.missing"
handler500 = "hedgerow.web.views.refused.broken"
