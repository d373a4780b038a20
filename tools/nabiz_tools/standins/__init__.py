"""Stand-ins for the third-party services a municipality's stack talks to: Meta, an SMS provider, department systems."""
