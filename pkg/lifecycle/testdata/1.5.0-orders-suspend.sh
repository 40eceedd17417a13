# Suspend job orders in namespace shop (operator 1.5.0, upgrade mode
# savepoint).
#
# - Write state: suspended into the stack too, before it is applied again: a
#   server-side apply reports a conflict with what a patch has changed, and
#   Argo CD and Flux undo it.

# 1. Suspend the job
#
# The job takes a savepoint and stops. It must run for that: where it does
# not, the operator falls back to the newest checkpoint if it finds it through
# high availability, or waits.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout=15m

# 2. Write down where the state is
#
# The operator finds it by itself when the job resumes. Should the object be
# lost, the job starts from this path: flinkgen job resume --from-savepoint.
# An empty line means that the operator fell back to high-availability data:
# then do not delete the object.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'
