"""`kg serve`: a build over HTTP, to look at and to query. Read-only, for this machine unless told otherwise."""
