"""The matrix: every viewer, every kind of thing in every state, audience and era, through every door. See docs/matrix.md."""
