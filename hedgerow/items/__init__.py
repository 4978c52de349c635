"""The Item and all that hangs off it."""
