"""Draws the pictograms of static/pictograms, all in one style: `make pictures`."""
