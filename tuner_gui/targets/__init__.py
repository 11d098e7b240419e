"""What a trial runs, and reading a space off it."""
