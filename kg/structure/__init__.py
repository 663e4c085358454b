"""Relations said by the build of a phrase rather than by a verb: roles, membership, ownership, place."""
