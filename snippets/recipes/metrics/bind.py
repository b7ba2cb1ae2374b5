bind = ["0.0.0.0:8000", "0.0.0.0:9100"]  # visitors, and the numbers about them
