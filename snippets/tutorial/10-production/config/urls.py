from config import health
