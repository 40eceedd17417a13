# Bring job orders in namespace shop back to an earlier version with the same
# image (operator 1.5.0).
#
# - What the job has learnt since that savepoint is lost. Sources that can be
#   read again are read from there, so results since then are written a second
#   time unless the sink is transactional or idempotent.
# - Pause what would undo the change, such as Argo CD or Flux.
# - Operator 1.5.0 starts a job from another savepoint only when its object is
#   new, so it is created again; operator 1.8 can do without.

# 1. Choose the savepoint
#
# Take the newest one from before the change that is to be undone, below
# file:///flink-data/savepoints. The second line stops the script until
# SAVEPOINT holds its path.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{range .status.jobStatus.savepointInfo.savepointHistory[*]}{.timeStamp} {.triggerType} {.location}{"\n"}{end}'
: "${SAVEPOINT:?write SAVEPOINT=PATH with the path of the savepoint first}"

# 2. Suspend the job as it is now
#
# The job takes a savepoint and stops. It must run for that: where it does
# not, the operator falls back to the newest checkpoint if it finds it through
# high availability, or waits. This is the way forward again, should the way
# back be wrong: write the path down. If the job is too broken for it and the
# wait ends without success, go on: the way back does not need it.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout=15m
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'

# 3. Delete the object of the job
#
# Savepoints, checkpoints on volumes and claims stay. High-availability data
# and the operator's list of savepoints go: be sure that the savepoint is
# there.
kubectl delete flinkdeployment/orders -n shop --timeout=15m

# 4. Create it again from the savepoint
#
# A new object starts from initialSavepointPath.
flinkgen render -f 'our stack.yaml' --set 'jobs[name=orders].state=running' --set 'jobs[name=orders].initialSavepointPath='"$SAVEPOINT" --component job-orders | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 5. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/orders | grep -iE 'from (savepoint|checkpoint)|restoring job'
