"""The pipeline: ask, run, tell, notify; and its control."""
