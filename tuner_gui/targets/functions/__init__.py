"""Functions as targets: called with parameters by name, or as an objective of Optuna."""
