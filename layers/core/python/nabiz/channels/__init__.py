"""The ways in and out: parse what comes in, verify who sent it, hand over what goes out. One module per channel."""
