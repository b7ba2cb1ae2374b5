COPY company.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
