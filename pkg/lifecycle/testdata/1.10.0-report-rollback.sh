# Bring job report in namespace shop back to an earlier version with the same
# image (operator 1.10.0).
#
# - What the job has learnt since that savepoint is lost. Sources that can be
#   read again are read from there, so results since then are written a second
#   time unless the sink is transactional or idempotent.
# - Pause what would undo the change, such as Argo CD or Flux.
# - Operators up to 1.15.0 do not start a suspended FlinkSessionJob from
#   another savepoint (FLINK-40374), so its object is created again.

# 1. Choose the savepoint
#
# Take the newest one from before the change that is to be undone, below
# file:///flink-data/savepoints. The second line stops the script until
# SAVEPOINT holds its path.
kubectl get flinkstatesnapshots -n shop --sort-by=.metadata.creationTimestamp -o custom-columns=JOB:.spec.jobReference.name,STATE:.status.state,TIME:.status.resultTimestamp,PATH:.status.path
: "${SAVEPOINT:?write SAVEPOINT=PATH with the path of the savepoint first}"

# 2. Suspend the job as it is now
#
# The job takes a savepoint and stops. It must run for that: where it does
# not, the operator falls back to the newest checkpoint if it finds it through
# high availability, or waits. This is the way forward again, should the way
# back be wrong: write the path down. If the job is too broken for it and the
# wait ends without success, go on: the way back does not need it.
kubectl patch flinksessionjob/report -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
# Wait for:
kubectl wait flinksessionjob/report -n shop --for=jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout=15m
kubectl get flinksessionjob/report -n shop -o jsonpath='{.status.jobStatus.upgradeSavepointPath}{"\n"}'

# 3. Delete the object of the job
#
# Savepoints, checkpoints on volumes and claims stay. High-availability data
# and the operator's list of savepoints go: be sure that the savepoint is
# there.
kubectl delete flinksessionjob/report -n shop --timeout=15m

# 4. Create it again from the savepoint
#
# A new object starts from initialSavepointPath. The component holds the
# session cluster and its other jobs too: look with kubectl diff -f - first
# whether they are to change.
flinkgen render -f 'our stack.yaml' --set 'jobs[name=cluster].sessionJobs[0].state=running' --set 'jobs[name=cluster].sessionJobs[0].initialSavepointPath='"$SAVEPOINT" --component job-cluster | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinksessionjob/report -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 5. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/cluster | grep -iE 'from (savepoint|checkpoint)|restoring job'
