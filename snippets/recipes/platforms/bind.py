bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"
