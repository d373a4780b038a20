"""Turkish as citizens write it: folding, classification, phone numbers."""
