ENV PATH="/opt/venv/bin:$PATH"
