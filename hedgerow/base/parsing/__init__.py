"""Reads strangers' files in a confined process of its own: text out of documents, pictures out of pictures."""
