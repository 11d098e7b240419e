"""The dialog that takes results away. GUI thread."""
