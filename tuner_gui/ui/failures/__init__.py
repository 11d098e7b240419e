"""The failure desk: failed trials in groups of the same cause, and what can be done with each."""
