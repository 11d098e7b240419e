"""The trial table: columns, order, filter, painting. GUI thread."""
