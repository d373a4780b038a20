"""Use cases, one module per verb. They know the domain and the ports, and say what happens in the city's words."""
