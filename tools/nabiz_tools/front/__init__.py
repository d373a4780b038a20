"""The front of a local cloud: one steady address for the API, whatever id the API gets on a deploy."""
