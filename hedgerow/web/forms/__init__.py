"""Forms: what a page may be told, checked in plain words."""
