"""Writing: posting, replying, editing, removing, answering, reacting, arranging."""
