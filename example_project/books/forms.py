"""What visitors may ask for."""

from django import forms


class SearchForm(forms.Form):
    """The search above the list of books."""

    q = forms.CharField(required=False, max_length=100)
