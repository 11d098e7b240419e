"""A script, a program or a configuration file becomes a sweep: what was read, and the ticks."""
