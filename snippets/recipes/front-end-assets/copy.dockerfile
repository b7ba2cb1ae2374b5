COPY --from=assets /app/frontend/dist frontend/dist
