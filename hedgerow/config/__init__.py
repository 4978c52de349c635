"""Settings, addresses, reactions and the command line."""
