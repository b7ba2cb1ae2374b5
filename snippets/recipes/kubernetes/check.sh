# Render the overlay, and hold every object of it against the schema of Kubernetes.
set -e
kubectl kustomize production > /tmp/all.yaml
kubernetes-validate --strict /tmp/all.yaml 2>&1 | sed 's/.*all.yaml //'
