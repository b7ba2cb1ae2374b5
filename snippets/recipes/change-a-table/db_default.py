language = models.CharField(max_length=2, db_default="en")
