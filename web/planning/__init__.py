"""The pages of a person's own plan: the file travels in each form, and the server keeps nothing."""
