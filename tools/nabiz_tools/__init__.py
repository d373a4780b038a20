"""The `nabiz` command line: local cloud, deployment, configuration, demo users, dead letters and the demo story."""
