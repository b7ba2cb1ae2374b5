import sys
import time
from pathlib import Path

directory = Path(sys.argv[1]) / "many"
start = time.monotonic()
directory.mkdir()
for number in range(2000):
    (directory / f"{number}.txt").write_text("text")
for file in directory.iterdir():
    file.read_text()
    file.unlink()
directory.rmdir()
print("slow" if time.monotonic() - start > 5 else "fast")
