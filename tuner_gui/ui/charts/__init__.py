"""Pictures of a sweep. Only here is pyqtgraph imported."""
