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
    # SPEED: they are tried in this order, so what is asked for most comes first.
    *home.urlpatterns,
    # Before the pages of items, whose last part is any words.
    *write.urlpatterns,
    *items.urlpatterns,
    *search.urlpatterns,
    *communities.urlpatterns,
    *library.urlpatterns,
    *people.urlpatterns,
    *facilitate.urlpatterns,
    *items.rooms,
    *accounts.urlpatterns,
    *setup.urlpatterns,
]
