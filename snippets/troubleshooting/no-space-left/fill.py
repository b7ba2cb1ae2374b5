import sys
from pathlib import Path

directory = Path(sys.argv[1])
with (directory / "big").open("wb") as file:
    for _ in range(100):
        file.write(bytes(1_000_000))
print("100 MB written")
