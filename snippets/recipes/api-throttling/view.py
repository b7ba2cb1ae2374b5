    throttle_classes = [AuthorsThrottle]
