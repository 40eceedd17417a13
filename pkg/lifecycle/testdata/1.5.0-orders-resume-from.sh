# Resume job orders in namespace shop from a savepoint (operator 1.5.0).
#
# - The state that the job was suspended with is left behind: look first that
#   the savepoint is the one that you mean.
# - Operator 1.5.0 starts a job from another savepoint only when its object is
#   new, so it is created again; operator 1.8 can do without.

# 1. Delete the object of the job
#
# Savepoints, checkpoints on volumes and claims stay. High-availability data
# and the operator's list of savepoints go: be sure that the savepoint is
# there.
kubectl delete flinkdeployment/orders -n shop --timeout=15m

# 2. Create it again from the savepoint
#
# A new object starts from initialSavepointPath.
flinkgen render -f 'our stack.yaml' --set 'jobs[name=orders].state=running' --set 'jobs[name=orders].initialSavepointPath='file:///flink-data/savepoints/savepoint-1 --component job-orders | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 3. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/orders | grep -iE 'from (savepoint|checkpoint)|restoring job'
