files = [open("/dev/null") for _ in range(500)]
print(len(files), "files open")
