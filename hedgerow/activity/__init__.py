"""What happened, one line each."""
