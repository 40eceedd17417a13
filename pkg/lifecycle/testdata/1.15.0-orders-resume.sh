# Resume job orders in namespace shop (operator 1.15.0).

# 1. Resume the job
#
# It goes on from the state that it was suspended with.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"running"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 2. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/orders | grep -iE 'from (savepoint|checkpoint)|restoring job'
