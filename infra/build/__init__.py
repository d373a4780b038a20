"""Builds `.build/{aws,local}`: one template from the hand-written parts and Chalice's API, and the code it points to."""
