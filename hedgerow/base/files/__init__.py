"""How Hedgerow treats files: what they are, whether they are accepted, where they lie and how they are served."""
