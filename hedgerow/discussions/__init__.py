"""Discussions and questions."""
