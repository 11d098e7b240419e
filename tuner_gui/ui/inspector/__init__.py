"""The inspector: the best trial so far, or the selected one. GUI thread."""
