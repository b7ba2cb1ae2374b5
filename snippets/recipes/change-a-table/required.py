language = models.CharField(max_length=2, default="en")
