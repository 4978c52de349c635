"""Documents, their versions and what was found inside them."""
