"""Live streams that say that something changed, never what."""
