shelf = models.CharField(max_length=10, blank=True)
