"""Messages that could not be handled: read without taking them, put back where they came from, or dropped."""
