"""What joins several kinds: the living example."""
