import threading

threading.Thread(target=print, args=["a thread"]).start()
