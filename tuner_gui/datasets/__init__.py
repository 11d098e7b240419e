"""Dataset views: bundled data, CSV, Parquet, Arrow and Flight, opened where trials run."""
