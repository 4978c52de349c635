"""The addresses of all pages, one module for each part of the site."""

from hedgerow.web.urls import (
    accounts,
    communities,
    facilitate,
    home,
    items,
    library,
    people,
    search,
    setup,
    write,
)

urlpatterns = [
    *home.urlpatterns,
    *setup.urlpatterns,
    *accounts.urlpatterns,
    *people.urlpatterns,
    *communities.urlpatterns,
    *facilitate.urlpatterns,
    *items.urlpatterns,
    *write.urlpatterns,
    *library.urlpatterns,
    *search.urlpatterns,
]
