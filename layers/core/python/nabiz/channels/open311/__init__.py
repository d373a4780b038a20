"""Open311 GeoReport v2: bodies as programs send them, answers as they read them."""
