"""Article → article."""
