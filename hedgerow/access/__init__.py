"""Who may see and do what: one table, three readers."""
