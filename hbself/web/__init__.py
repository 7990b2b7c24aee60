"""The web site: the only place that knows Flask."""
