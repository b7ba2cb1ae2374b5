author = forms.ChoiceField(
    required=False,
    choices=[(author.pk, author.name) for author in Author.objects.all()],
)
