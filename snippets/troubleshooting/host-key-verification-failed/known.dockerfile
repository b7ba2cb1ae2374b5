COPY known_hosts /etc/ssh/ssh_known_hosts
