"""The main window: its frame, its actions, and the desks that do what the actions ask."""
