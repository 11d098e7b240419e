"""Where threads live: between the pipeline and the window. QtCore only."""
