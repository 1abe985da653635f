"""Takes jobs one after the other."""
