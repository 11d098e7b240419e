"""A trial's parameters in the user's own configuration file, everything else left as it is."""
