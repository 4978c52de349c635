"""Hedgerow: a home for communities of practice."""
