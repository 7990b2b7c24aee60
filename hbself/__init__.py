"""My own proposal: a person looks at their own life in easy words and leaves with their own
proposal.
"""

__version__ = "0.1.0"
