@app.task(acks_late=True)
