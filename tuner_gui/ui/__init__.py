"""Widgets, Qt item models and charts. GUI thread."""
