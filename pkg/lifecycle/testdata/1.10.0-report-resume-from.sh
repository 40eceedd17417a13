# Resume job report in namespace shop from a savepoint (operator 1.10.0).
#
# - The state that the job was suspended with is left behind: look first that
#   the savepoint is the one that you mean.
# - Operators up to 1.15.0 do not start a suspended FlinkSessionJob from
#   another savepoint (FLINK-40374), so its object is created again.

# 1. Delete the object of the job
#
# Savepoints, checkpoints on volumes and claims stay. High-availability data
# and the operator's list of savepoints go: be sure that the savepoint is
# there.
kubectl delete flinksessionjob/report -n shop --timeout=15m

# 2. Create it again from the savepoint
#
# A new object starts from initialSavepointPath. The component holds the
# session cluster and its other jobs too: look with kubectl diff -f - first
# whether they are to change.
flinkgen render -f 'our stack.yaml' --set 'jobs[name=cluster].sessionJobs[0].state=running' --set 'jobs[name=cluster].sessionJobs[0].initialSavepointPath='file:///flink-data/savepoints/savepoint-1 --component job-cluster | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinksessionjob/report -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 3. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/cluster | grep -iE 'from (savepoint|checkpoint)|restoring job'
