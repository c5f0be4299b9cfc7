"""Which blocks answer a topic's questions about one place and year."""
