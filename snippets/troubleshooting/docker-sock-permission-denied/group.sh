sudo usermod -aG docker "$USER"
newgrp docker
docker ps
