"""Article → bytes, one format a module, from the model and a theme."""
