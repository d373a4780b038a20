"""Builds `.build/{aws,local}`: one template of the parts by hand and Chalice's API, and the code it points to."""
