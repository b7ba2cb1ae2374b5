"""Print what the template's tag makes."""

from django.template import Context, Template

print(Template("{% load django_vite %}{% vite_asset 'frontend/main.js' %}").render(Context()))
