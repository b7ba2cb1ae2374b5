@shared_task
def sort() -> None:
    """Sort the shelves."""
