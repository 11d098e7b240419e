"""The Setup pane: target, data, objective, space, strategy, limits. GUI thread."""
