path("newest/", NewestBooks.as_view(), name="newest"),
