"""One module a command of `nabiz`: `add_arguments(parser)` and `run(options) -> exit status`."""
