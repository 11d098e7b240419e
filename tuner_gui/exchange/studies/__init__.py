"""Optuna's studies, read as sessions and written from them."""
