"SERVERS": [{"url": PREFIX or "/"}],  # for "Try it out" on the page of the API
