# Take a savepoint of job orders in namespace shop (operator 1.5.0). It goes
# on running.

# 1. Check that the number is new
#
# Only a change of savepointTriggerNonce takes a savepoint. If this prints 5,
# write a greater number below.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.spec.job.savepointTriggerNonce}{"\n"}'

# 2. Take the savepoint
#
# Write savepointTriggerNonce: 5 into the stack too: applying another number
# takes another one.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"savepointTriggerNonce":5}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.triggerNonce}'=5 --timeout=15m

# 3. Write down where it is
#
# If the wait ended without success, .status.error says why.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.error}{"\n"}'
