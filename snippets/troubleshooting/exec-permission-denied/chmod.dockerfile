COPY --chmod=755 entrypoint.sh .
