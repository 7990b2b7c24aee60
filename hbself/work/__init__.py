"""Work that costs, and how it waits: lines, processes apart, photos."""
