"""The main job as a story: a citizen's message becomes a ticket, an answer and a figure, on the running local cloud."""
