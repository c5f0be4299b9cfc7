"""What stands in a file, cell by cell, as text with its locator; one reader a kind of file."""
