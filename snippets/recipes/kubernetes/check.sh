# Render the overlay, and hold every object of it against the schema of Kubernetes.
set -e
kubectl kustomize production > /tmp/all.yaml
kubernetes-validate --strict /tmp/all.yaml > /tmp/report 2>&1 || status=$?
sed 's/.*all.yaml //' /tmp/report
exit ${status:-0}
