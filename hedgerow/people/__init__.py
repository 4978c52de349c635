"""Persons, their addresses, devices and profiles."""
