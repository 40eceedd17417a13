# Bring job clicks in namespace shop back to an earlier version with the same
# image (operator 1.9.0).
#
# - What the job has learnt since that savepoint is lost. Sources that can be
#   read again are read from there, so results since then are written a second
#   time unless the sink is transactional or idempotent.
# - Pause what would undo the change, such as Argo CD or Flux.
# - Write initialSavepointPath, savepointRedeployNonce: 1 and state: running
#   into the stack too: applying another number later starts the job from that
#   savepoint once more.

# 1. Choose the savepoint
#
# Take the newest one from before the change that is to be undone, below
# file:///flink-data/savepoints. The second line stops the script until
# SAVEPOINT holds its path.
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{range .status.jobStatus.savepointInfo.savepointHistory[*]}{.timeStamp} {.triggerType} {.location}{"\n"}{end}'
: "${SAVEPOINT:?write SAVEPOINT=PATH with the path of the savepoint first}"

# 2. Suspend the job as it is now
#
# The job takes a savepoint and stops. It must run for that: where it does
# not, the operator falls back to the newest checkpoint if it finds it through
# high availability, or waits. This is the way forward again, should the way
# back be wrong: write the path down. If the job is too broken for it and the
# wait ends without success, go on: the way back does not need it.
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
# Wait for:
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout=15m
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'

# 3. Check that the number is new
#
# If this prints 1, somebody has used it already: write a greater one below.
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.spec.job.savepointRedeployNonce}{"\n"}'

# 4. Deploy the earlier job from the savepoint
#
# One change has both, so that the operator never runs the one without the
# other.
flinkgen render -f 'our stack.yaml' --set 'jobs[name=clicks].state=running' --set 'jobs[name=clicks].savepointRedeployNonce=1' --set 'jobs[name=clicks].initialSavepointPath='"$SAVEPOINT" --component job-clicks | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 5. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/clicks | grep -iE 'from (savepoint|checkpoint)|restoring job'
