"""The numbers behind the pictures: pure functions on arrays."""
