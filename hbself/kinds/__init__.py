"""The kinds of answers."""
