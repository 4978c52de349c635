"""Pages for looking after a community: who comes in, its people, its rooms, its words and its doors."""
