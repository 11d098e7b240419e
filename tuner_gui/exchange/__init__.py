"""Best parameters in the form their user needs."""
