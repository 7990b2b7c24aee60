"""From answers to the document: pure functions. What comes next, what one said, wishes, goals, the
proposal.
"""
