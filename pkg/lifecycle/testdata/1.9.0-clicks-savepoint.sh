# Take a savepoint of job clicks in namespace shop (operator 1.9.0). It goes
# on running.

# 1. Check that the number is new
#
# Only a change of savepointTriggerNonce takes a savepoint. If this prints 1,
# write a greater number below.
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.spec.job.savepointTriggerNonce}{"\n"}'

# 2. Take the savepoint
#
# Write savepointTriggerNonce: 1 into the stack too: applying another number
# takes another one.
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"savepointTriggerNonce":1}}}'
# Wait for:
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.triggerNonce}'=1 --timeout=15m

# 3. Write down where it is
#
# If the wait ended without success, .status.error says why.
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.status.error}{"\n"}'
