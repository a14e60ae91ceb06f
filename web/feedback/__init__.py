"""Messages from visitors about a fault, accessibility or a missing service: form and store."""
