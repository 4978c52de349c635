"""Pages of docs/ that are written by a program: what they say stands in the code, so they cannot drift from it."""
