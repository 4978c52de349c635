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
    # Before the pages of items, whose last part is any words.
    *write.urlpatterns,
    *items.urlpatterns,
    *library.urlpatterns,
    *search.urlpatterns,
]
