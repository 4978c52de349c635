"""Outgoing mail: rendered from templates, one recipient each, by SMTP or kept in the outbox."""
