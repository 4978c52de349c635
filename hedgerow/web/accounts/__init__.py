"""Signing in and out, by email and code."""
