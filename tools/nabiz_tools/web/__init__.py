"""The web client's pages: what they are sent with, what they are told about their place, how they get to AWS."""
