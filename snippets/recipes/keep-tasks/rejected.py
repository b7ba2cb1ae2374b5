@app.task(acks_late=True, reject_on_worker_lost=True)
