# Suspend job clicks in namespace shop (operator 1.9.0, upgrade mode
# last-state).
#
# - Write state: suspended into the stack too, before it is applied again: a
#   server-side apply reports a conflict with what a patch has changed, and
#   Argo CD and Flux undo it.

# 1. Suspend the job
#
# The job stops at once. What it has done since its newest checkpoint it does
# again later.
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"last-state"}}}'
# Wait for:
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout=15m

# 2. Look at the high-availability data
#
# These ConfigMaps lead to the newest checkpoint. They go when the
# FlinkDeployment is deleted: do not delete it.
kubectl get configmaps -n shop -l app=clicks,configmap-type=high-availability
