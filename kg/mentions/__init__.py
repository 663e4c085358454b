"""Where names and noun phrases begin and end, and what kind of thing their own words say they name."""
