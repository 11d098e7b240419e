"""The space form: a draft of the search space, its list, and the editor of one row. GUI thread."""
