RUN pip install --quiet --no-cache-dir --root-user-action ignore "psycopg[binary]~=3.3"
