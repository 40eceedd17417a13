# Take a savepoint of job report in namespace shop (operator 1.10.0). It goes
# on running.

# 1. Take the savepoint
#
# The object can be made once: give the next one another --name. With
# disposeOnDelete: false the files outlive it: upstream's default deletes them
# together with the object.
kubectl create -f - <<'EOF'
apiVersion: flink.apache.org/v1beta1
kind: FlinkStateSnapshot
metadata:
  name: report-savepoint
  namespace: shop
  labels:
    app.kubernetes.io/instance: cluster
    app.kubernetes.io/managed-by: flinkgen
    app.kubernetes.io/name: flink-job
    app.kubernetes.io/part-of: shop
spec:
  jobReference:
    kind: FlinkSessionJob
    name: report
  savepoint:
    disposeOnDelete: false
EOF
# Wait for:
kubectl wait flinkstatesnapshot/report-savepoint -n shop --for=jsonpath='{.status.state}'=COMPLETED --timeout=15m

# 2. Write down where it is
#
# If the wait ended without success, .status.error says why.
kubectl get flinkstatesnapshot/report-savepoint -n shop -o jsonpath='{.status.path}{"\n"}'
kubectl get flinkstatesnapshot/report-savepoint -n shop -o jsonpath='{.status.error}{"\n"}'
