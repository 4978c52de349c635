"""How django-allauth behaves here: codes typed where they were asked for, and a device cookie for who is signed in."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """No links to follow, no username, a device row at sign-in."""
