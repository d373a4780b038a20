"""Nabız: the citizen contact centre of a municipality. Imported by every function."""

import gc

# Nearly everything that a cold start makes is there to stay; looking through it again after every 700 new objects
# took a sixth of the start. What a warm request leaves behind is far less than this.
gc.set_threshold(50_000, 20, 20)
