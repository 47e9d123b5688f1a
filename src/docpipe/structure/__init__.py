"""Flat blocks → article: the conventions of Chinese articles."""
