welcome.delay_on_commit(author.pk)
