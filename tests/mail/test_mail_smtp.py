"""The mail server as one address."""

import pytest

from hedgerow.mail.smtp import NotAnAddress, Server, connection_to, make_url, read_url


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, "", "", "start")),
        ("smtps://mail.example.org", Server("mail.example.org", 465, "", "", "whole")),
        ("smtp://localhost?tls=off", Server("localhost", 25, "", "", "off")),
        (
            "smtp://o%40b:p%3Aq%2F%3F@mail.example.org:2525",
            Server("mail.example.org", 2525, "o@b", "p:q/?", "start"),
        ),
        ("smtp://u:p@[::1]:25?tls=off", Server("::1", 25, "u", "p", "off")),
    ],
)
def test_an_address_is_read_and_written_back(url, server):
    assert read_url(url) == server
    made = make_url(
        host=server.host, port=server.port, user=server.user, password=server.password, tls=server.tls
    )
    assert read_url(made) == server


@pytest.mark.parametrize(
    "url", ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:x"]
)
def test_what_is_no_address_is_told_in_words(url):
    with pytest.raises(NotAnAddress):
        read_url(url)


def test_a_password_never_goes_over_a_network_in_the_clear():
    with pytest.raises(NotAnAddress):
        read_url("smtp://user:secret@mail.example.org:25?tls=off")
    assert connection_to(read_url("smtp://user:secret@mail.example.org")).use_tls
