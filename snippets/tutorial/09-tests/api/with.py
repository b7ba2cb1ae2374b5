queryset = Book.objects.prefetch_related("authors")
