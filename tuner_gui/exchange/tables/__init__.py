"""All trials of a sweep as a table that other programs read."""
