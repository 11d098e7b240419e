"""Any program as a target: its command line, its life, its metrics."""
