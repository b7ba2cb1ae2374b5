CMD ["gunicorn --version"]
