"""What a service is, who arranges it where, and whether the files that say so are right."""
