"""The person's own plan. Empty until the plan tool is built; its place in the imports is held."""
