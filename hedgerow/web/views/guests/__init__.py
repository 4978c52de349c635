"""Pages about guests: the door by which they come, who is here, and what they keep of it."""
