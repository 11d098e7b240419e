"""Where trials run: in the caller's thread, or in this machine's processes."""
