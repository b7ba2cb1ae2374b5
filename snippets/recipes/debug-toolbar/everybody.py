"SHOW_TOOLBAR_CALLBACK": lambda request: DEBUG,
