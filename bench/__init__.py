"""What the main job costs: requests, capacity units, processor time, cold starts. Prints ratios and counts."""
