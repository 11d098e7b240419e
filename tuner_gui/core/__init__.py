"""The words of tuning: spaces, trials, events, contracts.

Only numpy and pydantic beside the standard library.
"""
