"""Pages about persons: a profile, one's own, its picture, and closing an account."""
