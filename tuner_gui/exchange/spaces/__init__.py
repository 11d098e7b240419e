"""Search spaces in the formats of other tools, in and out."""
