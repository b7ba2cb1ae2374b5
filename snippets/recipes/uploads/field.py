cover = models.ImageField(
    upload_to=cover_path, blank=True, validators=[validate_extension, validate_size]
)
