serializer_class = AuthorSerializer
permission_classes = [DjangoModelPermissionsOrAnonReadOnly, OnlySuperusersDelete]
search_fields = ["name"]
