"""The description of the API; imported only when somebody asks for it."""
