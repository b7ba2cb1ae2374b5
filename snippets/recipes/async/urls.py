    path("waiting/", waiting),
