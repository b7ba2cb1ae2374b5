print("Hello from a private package")
