# What CI runs once the tag in production/kustomization.yaml is the new one.
set -e
kubectl --namespace library delete job migrate --ignore-not-found
kubectl apply --kustomize production --selector 'app.kubernetes.io/component!=web'
kubectl --namespace library wait --for=condition=complete --timeout=10m job/migrate
kubectl apply --kustomize production
kubectl --namespace library rollout status --timeout=5m deployment/web
