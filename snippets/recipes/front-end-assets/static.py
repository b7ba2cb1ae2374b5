VITE_BUILD = BASE_DIR / "frontend" / "dist"
DJANGO_VITE = {
    "default": {"dev_mode": DEBUG, "manifest_path": VITE_BUILD / "manifest.json"},
}
