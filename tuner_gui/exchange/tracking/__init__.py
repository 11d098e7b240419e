"""Sweeps in the experiment tracker MLflow."""
