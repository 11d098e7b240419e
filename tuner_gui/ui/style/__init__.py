"""The look: tokens, theme, style sheet and icons. GUI thread."""
