"""The local cloud: MiniStack, the providers' stand-in and the front, started, filled and stopped as one."""
