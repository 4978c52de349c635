"""Where a request comes from, in words."""

import pytest
from django.test import RequestFactory
from django.test.utils import override_settings

from hedgerow.web.accounts.where import browser_name, network_address, short_address

AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36": "Chrome on Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox on Mac",
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1": "Chrome on iPad",
    "curl/8": "A browser we do not know",
    "": "A browser we do not know",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_is_named_in_plain_words(agent, words):
    assert browser_name(RequestFactory().get("/", HTTP_USER_AGENT=agent)) == words


@pytest.mark.parametrize(
    ("address", "whole", "short"),
    [
        ("203.0.113.77", "203.0.113.77", "203.0.113.…"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1:…"),
        ("nonsense", "unknown", "unknown"),
    ],
)
def test_an_address_is_shortened_for_the_list_and_one_household_counts_once(address, whole, short):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert (network_address(request), short_address(request)) == (whole, short)


def test_only_the_word_of_our_own_front_server_counts():
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7"
    )
    assert network_address(request) == "10.0.0.1"
    with override_settings(PROXIED=True):
        assert network_address(request) == "203.0.113.7"
