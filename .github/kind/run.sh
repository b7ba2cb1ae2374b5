#!/usr/bin/env bash
# The manifests of the recipe in a cluster of three nodes: they start, an update under load fails
# no request, and the site is back after a node has died. Needs docker, kind and kubectl.
set -euo pipefail
cd "$(dirname "$0")"
project=../../example_project
work=$(mktemp -d)
cp -R ../../snippets/recipes/kubernetes/. "$work"

deploy() { # the recipe's own script, with the tag that its overlay names
  sed -i "s|newName: .*|newName: library|; s|newTag: .*|newTag: \"$1\"|" \
    "$work/production/kustomization.yaml"
  (cd "$work" && sh -x deploy.sh)
}

ask() { # from inside the cluster: so many requests, none of which may fail
  kubectl exec asker -- python /load/load.py "$1"
}

kind create cluster --name library --config cluster.yaml --wait 3m
trap 'kind delete cluster --name library' EXIT
for tag in 1 2; do
  docker build --quiet --target production --build-arg "REVISION=$tag" --tag "library:$tag" "$project"
done
docker pull --quiet postgres:18-trixie
kind load docker-image --name library library:1 library:2 postgres:18-trixie

kubectl create namespace library
kubectl config set-context --current --namespace library
kubectl create secret generic library \
  --from-literal=django_secret_key="$(openssl rand -hex 32)" \
  --from-literal=postgres_password="$(openssl rand -hex 16)" \
  --from-literal=owner_password="$(openssl rand -hex 16)" \
  --from-literal=app_password="$(openssl rand -hex 16)"
kubectl create configmap roles --from-file="$project/postgres"
kubectl create configmap load --from-file=load.py
kubectl apply --filename db.yaml
kubectl rollout status --timeout=3m deployment/db

echo "== the first version"
deploy 1
kubectl apply --filename asker.yaml
kubectl wait --for=condition=ready --timeout=2m pod/asker
ask 10

echo "== the command of every night"
kubectl create job --from=cronjob/clear clear-now
kubectl wait --for=condition=complete --timeout=2m job/clear-now

echo "== an update under load"
ask 2000 > "$work/answers.txt" &
load=$!
deploy 2
jobs -r | grep --quiet . # else the update was not under load all the time
wait "$load" || { cat "$work/answers.txt"; exit 1; }
tail -n 1 "$work/answers.txt"

echo "== a node dies"
kubectl get pods --field-selector spec.nodeName=library-worker2 --output name | grep pod/web
docker kill library-worker2
begin=$SECONDS
until ask 100; do
  if ((SECONDS - begin > 300)); then
    kubectl get nodes,pods --output wide
    exit 1
  fi
done
echo "well again after at most $((SECONDS - begin)) seconds"
