"""The session document and recent files."""
