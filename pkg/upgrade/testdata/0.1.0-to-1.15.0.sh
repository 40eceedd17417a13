# Upgrade of the Flink Kubernetes operator from 0.1.0 to 1.15.0. Go through it
# step by step: each step must be done before the next one begins. What MUST
# be solved comes before the first step.
#
# - MUST flinkdeployment/orders in shop: operator 1.15.0 runs Flink from 1.15
#   on, not 1.14: upgrade the job to Flink 1.16 first, which operator 0.1.0
#   runs too
# - MUST flinkdeployment/clicks in shop: operator 1.15.0 runs Flink from 1.15
#   on, not 1.14: upgrade the job to Flink 1.16 first, which operator 0.1.0
#   runs too
# - MUST flinkdeployment/probe in ops: operator 1.15.0 runs Flink from 1.15
#   on, not 1.14: upgrade the job to Flink 1.16 first, which operator 0.1.0
#   runs too
# - MUST flinkdeployment/paused in ops: operator 1.15.0 runs Flink from 1.15
#   on, not 1.14: upgrade the job to Flink 1.16 first, which operator 0.1.0
#   runs too
# - MUST flinkdeployment/session in ops: operator 1.15.0 runs Flink from 1.15
#   on, not 1.14: upgrade the job to Flink 1.16 first, which operator 0.1.0
#   runs too
# - note flinkdeployment/probe in ops: its upgrade mode is stateless: whatever
#   stops it, it starts empty
# - note flinksessionjob/report in ops: operator 0.1.0 has no
#   flinksessionjobs: apply the stack after the upgrade to create it

# 1. Check that everything is stable
#
# A job that is failing or being changed cannot be upgraded safely. The quick
# start of operator 0.1.0 runs on Kubernetes 1.21.5, that of 1.15.0 on 1.28.0;
# the webhook needs 1.21 or newer.
kubectl version
kubectl rollout status deployment/flink-kubernetes-operator -n flink --timeout=5m
kubectl get flinkdeployments -n ops
kubectl get flinkdeployments -n shop

# 2. Save what is there
#
# The way back to an older release is to create these objects again. They also
# show in which state each job was.
kubectl get flinkdeployments --all-namespaces -o yaml > flink-0.1.0.yaml
kubectl get crd flinkdeployments.flink.apache.org -o yaml > crds-0.1.0.yaml

# 3. Suspend the jobs with a savepoint
#
# Their objects must be deleted, and high-availability data goes with them:
# only a savepoint is left, also of jobs with upgrade mode last-state. Pause
# what would undo the change, such as Argo CD or Flux.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.jobManagerDeploymentStatus}'=MISSING --timeout=15m
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.jobManagerDeploymentStatus}'=MISSING --timeout=15m

# 4. Keep the paths of the savepoints
#
# The new objects start from them. Go on only if every line has a path, and
# the directory of each is there.
savepoint_shop_orders=$(kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}')
echo "flinkdeployment/orders: $savepoint_shop_orders"
savepoint_shop_clicks=$(kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}')
echo "flinkdeployment/clicks: $savepoint_shop_clicks"

# 5. Delete the FlinkDeployments
#
# It must happen while the old operator runs: it has put a finalizer on each
# object and is the only one to take it away. Claims and savepoints stay.
kubectl delete flinkdeployment/orders -n shop
kubectl delete flinkdeployment/clicks -n shop
kubectl delete flinkdeployment/probe -n ops
kubectl delete flinkdeployment/paused -n ops
kubectl delete flinkdeployment/session -n ops
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=delete --timeout=5m
kubectl wait flinkdeployment/clicks -n shop --for=delete --timeout=5m
kubectl wait flinkdeployment/probe -n ops --for=delete --timeout=5m
kubectl wait flinkdeployment/paused -n ops --for=delete --timeout=5m
kubectl wait flinkdeployment/session -n ops --for=delete --timeout=5m

# 6. Uninstall the old operator
#
# Operator 0.1.0 cannot work with the new definitions. Its chart was its only
# form; the release is called as you called it.
helm uninstall flink-kubernetes-operator -n flink
# Wait for:
kubectl wait deployment/flink-kubernetes-operator -n flink --for=delete --timeout=5m

# 7. Delete the CustomResourceDefinition
#
# DANGER: this deletes every FlinkDeployment that is left, in all namespaces,
# of whoever it is, and with it the cluster and the high-availability data of
# the job. The first command must print that there are none.
kubectl get flinkdeployments --all-namespaces
kubectl delete crd flinkdeployments.flink.apache.org
# Wait for:
kubectl wait crd flinkdeployments.flink.apache.org --for=delete --timeout=5m

# 8. Create the CustomResourceDefinitions: flinkdeployments, flinksessionjobs, flinkstatesnapshots, flinkbluegreendeployments
#
# They serve v1beta1.
flinkgen render -f stack.yaml --set operator.version=1.15.0 --component crds | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait crd flinkdeployments.flink.apache.org flinksessionjobs.flink.apache.org flinkstatesnapshots.flink.apache.org flinkbluegreendeployments.flink.apache.org --for=condition=Established --timeout=1m

# 9. Upgrade the operator
#
# Jobs that run go on running without it.
flinkgen render -f stack.yaml --set operator.version=1.15.0 --component operator | kubectl apply --server-side --force-conflicts -f -
# Or, where Helm installed it:
# helm upgrade --install flink-kubernetes-operator flink-kubernetes-operator --repo https://archive.apache.org/dist/flink/flink-kubernetes-operator-1.15.0/ -n flink -f values.yaml
# Wait for:
kubectl rollout status deployment/flink-kubernetes-operator -n flink --timeout=5m

# 10. Create the jobs again
#
# The stack writes them as v1beta1: serviceAccount and memory are mandatory,
# and podTemplate is no longer a whole Pod. A new object must be in state
# running. Then let Argo CD or Flux go on, with the new version in the stack.
flinkgen render -f stack.yaml --set operator.version=1.15.0 --set "jobs[name=orders].initialSavepointPath=$savepoint_shop_orders" --component job-orders | kubectl apply --server-side --force-conflicts -f -
flinkgen render -f stack.yaml --set operator.version=1.15.0 --set "jobs[name=clicks].initialSavepointPath=$savepoint_shop_clicks" --component job-clicks | kubectl apply --server-side --force-conflicts -f -
flinkgen render -f stack.yaml --set operator.version=1.15.0 --component job-probe | kubectl apply --server-side --force-conflicts -f -
flinkgen render -f stack.yaml --set operator.version=1.15.0 --component job-paused | kubectl apply --server-side --force-conflicts -f -
flinkgen render -f stack.yaml --set operator.version=1.15.0 --component job-session | kubectl apply --server-side --force-conflicts -f -
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinkdeployment/probe -n ops --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinkdeployment/paused -n ops --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinkdeployment/session -n ops --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 11. Check that everything is stable again
#
# An object with an error says why in status.error.
kubectl get flinkdeployments,flinksessionjobs -n ops -o custom-columns=NAME:.metadata.name,STATE:.status.lifecycleState,ERROR:.status.error
kubectl get flinkdeployments,flinksessionjobs -n shop -o custom-columns=NAME:.metadata.name,STATE:.status.lifecycleState,ERROR:.status.error
