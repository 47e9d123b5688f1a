"""Many sources → outcomes: what to convert, what the outputs are called, where they go."""
