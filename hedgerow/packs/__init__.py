"""Profession packs: the words, templates, synonyms and living example that give Hedgerow its trade, as data."""
