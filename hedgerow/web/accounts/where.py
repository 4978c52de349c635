"""Where a request comes from: its network address, its browser in plain words, and whether it is this very machine."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Opera", r"OPR/|Opera"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
_LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


def network_address(request: HttpRequest) -> str:
    """The address of whoever asks; behind a front server the one that it saw. An IPv6 address as its /64."""
    found = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIED:
        # SECURITY: only the last entry was written by our own front server; those before it can be made up.
        found = request.META.get("HTTP_X_FORWARDED_FOR", found).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return str(address)


def short_address(request: HttpRequest) -> str:
    """The network address with its end left out: enough to know one's own, too little to find a house."""
    address = network_address(request)
    if "." in address:
        return address.rpartition(".")[0] + ".…"
    groups = [group for group in address.split(":") if group]
    return ":".join(groups[:3]) + ":…" if len(groups) > 2 else address


def browser_name(request: HttpRequest) -> str:
    """The browser in plain words: "Chrome on Windows"."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for name, pattern in _BROWSERS if re.search(pattern, agent)), "")
    system = next((name for name, pattern in _SYSTEMS if re.search(pattern, agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not know")


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on the machine that serves, with no front server or tunnel in between.

    SECURITY: a front server also connects over loopback, but it says for whom or is asked by another name; and a page
    elsewhere that points its own name at 127.0.0.1 comes with that name as the host.
    """
    if settings.PROXIED or any(name.startswith("HTTP_X_FORWARDED") for name in request.META):
        return False
    if {"HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"} & set(request.META):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    host = split_domain_port(request.META.get("HTTP_HOST", "").lower())[0]
    return str(address) in ("127.0.0.1", "::1") and host in _LOOPBACK_HOSTS
