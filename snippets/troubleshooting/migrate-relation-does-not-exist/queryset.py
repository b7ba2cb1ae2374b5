author = forms.ModelChoiceField(queryset=Author.objects.all(), required=False)
