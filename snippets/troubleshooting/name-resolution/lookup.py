import socket

print(socket.gethostbyname("pypi.org") and "found")
