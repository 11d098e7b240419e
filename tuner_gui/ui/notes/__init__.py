"""Notes in Markdown: shown as a text, edited as plain text, never trusted. GUI thread."""
