"""Readers of whole pages: the library of a place, and one document."""
