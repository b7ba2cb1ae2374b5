from datetime import date
