# sh kill.sh SERVICE: end process 1 of its container with SIGKILL, from outside.
pid=$(docker inspect --format '{{.State.Pid}}' "$(docker compose ps --quiet "$1")")
docker run --rm --pid host --network none python:3.14-slim-trixie sh -c "kill -9 $pid"
