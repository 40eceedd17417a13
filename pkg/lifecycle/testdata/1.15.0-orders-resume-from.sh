# Resume job orders in namespace shop from a savepoint (operator 1.15.0).
#
# - The state that the job was suspended with is left behind: look first that
#   the savepoint is the one that you mean.
# - Write initialSavepointPath, savepointRedeployNonce: 1 and state: running
#   into the stack too: applying another number later starts the job from that
#   savepoint once more.

# 1. Check that the number is new
#
# If this prints 1, somebody has used it already: write a greater one below.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.spec.job.savepointRedeployNonce}{"\n"}'

# 2. Start the job from the savepoint
#
# The new number makes the operator read initialSavepointPath again.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"running","initialSavepointPath":"file:///flink-data/savepoints/savepoint-1","savepointRedeployNonce":1}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 3. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/orders | grep -iE 'from (savepoint|checkpoint)|restoring job'
