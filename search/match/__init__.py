"""Profile and services to states, reasons, order and the next question: pure functions only."""
