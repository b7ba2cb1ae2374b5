import time
from datetime import date

from books.models import Book

number = f"{time.time_ns() // 1000 % 10**13:013}"
Book.objects.create(title="A book", isbn=number, page_count=1, published=date.today())
print("added")
