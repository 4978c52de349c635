"""The addresses of all pages, one module for each part of the site."""

from hedgerow.web import titles  # noqa: F401  makes <title:…> known to the addresses
from hedgerow.web.urls import (
    accounts,
    bridges,
    communities,
    facilitate,
    guests,
    home,
    items,
    library,
    manage,
    people,
    search,
    setup,
    write,
)

urlpatterns = [
    # SPEED: they are tried in this order, so what is asked for most comes first.
    *items.urlpatterns,
    *home.urlpatterns,
    *search.urlpatterns,
    *library.pages,
    *write.urlpatterns,
    *communities.urlpatterns,
    *library.urlpatterns,
    *people.urlpatterns,
    *facilitate.urlpatterns,
    *guests.urlpatterns,
    *bridges.urlpatterns,
    *items.rooms,
    *accounts.urlpatterns,
    *setup.urlpatterns,
    *manage.urlpatterns,
]
