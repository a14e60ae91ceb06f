"""The one console command: gathers the groups of each package, knows nothing itself."""
def main() -> None:
    """Run the command line."""
