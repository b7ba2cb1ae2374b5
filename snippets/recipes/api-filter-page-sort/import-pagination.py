from api.pagination import BookPages
