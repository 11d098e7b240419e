"""Options of training and testing."""
