"""Keys and boxes: what a person has said, sealed and kept. The only place that knows cryptography
and databases; nothing here knows of pages.
"""
