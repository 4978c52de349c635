"""Answers to a whole page's question, in a constant number of queries."""
