"""Pure rules of the contact centre: no input, no output, no clock but the one that is handed in."""
