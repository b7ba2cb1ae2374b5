"django_vite",
