"""The window that compares sessions. GUI thread."""
