queryset = Book.objects.all()
