"""Parameters of one trial typed by hand: a form by the search space, and its dialog."""
