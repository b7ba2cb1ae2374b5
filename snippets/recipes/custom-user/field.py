    library_card = models.CharField(max_length=20, blank=True)
