CMD ["gunicorn", "--version"]
