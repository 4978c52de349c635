"""Signing in and out, and what a person changes about their account."""
