"""What persons do with their account and their profile."""
