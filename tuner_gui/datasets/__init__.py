"""Dataset views: bundled data and CSV files, opened where trials run."""
