# Upgrade of the Flink Kubernetes operator from 1.0.1 to 1.5.0. Go through it
# step by step: each step must be done before the next one begins.
#
# - note flinkdeployment/probe in ops: its upgrade mode is stateless: whatever
#   stops it, it starts empty

# 1. Check that everything is stable
#
# A job that is failing or being changed cannot be upgraded safely. The quick
# start of operator 1.0.1 runs on Kubernetes 1.21.5, that of 1.5.0 on 1.25.3;
# the webhook needs 1.21 or newer.
kubectl version
kubectl rollout status deployment/flink-kubernetes-operator -n flink --timeout=5m
kubectl get flinkdeployments,flinksessionjobs -n ops
kubectl get flinkdeployments,flinksessionjobs -n shop

# 2. Save what is there
#
# The way back to an older release is to create these objects again. They also
# show in which state each job was.
kubectl get flinkdeployments,flinksessionjobs --all-namespaces -o yaml > flink-1.0.1.yaml
kubectl get crd flinkdeployments.flink.apache.org flinksessionjobs.flink.apache.org -o yaml > crds-1.0.1.yaml

# 3. Suspend the jobs with their state
#
# A job of upgrade mode savepoint stops with a savepoint, one of last-state
# keeps its newest checkpoint and its high-availability data. Pause what would
# undo the change, such as Argo CD or Flux. Jobs that keep no state go on
# running: the operator's upgrade does not touch them.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"suspended"}}}'
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"suspended"}}}'
kubectl patch flinksessionjob/report -n ops --type=merge -p '{"spec":{"job":{"state":"suspended"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.jobManagerDeploymentStatus}'=MISSING --timeout=15m
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.jobManagerDeploymentStatus}'=MISSING --timeout=15m
kubectl wait flinksessionjob/report -n ops --for=jsonpath='{.status.jobStatus.state}'=FINISHED --timeout=15m

# 4. Write down where the savepoints are
#
# The operator finds them by itself when the job resumes. If an object is
# lost, its job starts from this path as job.initialSavepointPath.
kubectl get flinkdeployment/orders -n shop -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'
kubectl get flinksessionjob/report -n ops -o jsonpath='{.status.jobStatus.savepointInfo.lastSavepoint.location}{"\n"}'

# 5. Replace the CustomResourceDefinitions: flinkdeployments, flinksessionjobs
#
# They come before the operator, which writes fields that the old ones would
# drop. Replacing keeps all objects. Helm never does this: it creates what is
# in crds/ once and does not change it.
flinkgen render -f 'our stack.yaml' --set operator.version=1.5.0 --component crds > crds-1.5.0.yaml
kubectl apply --server-side --force-conflicts -f crds-1.5.0.yaml
# Wait for:
kubectl wait crd flinkdeployments.flink.apache.org flinksessionjobs.flink.apache.org --for=condition=Established --timeout=1m

# 6. Upgrade the operator
#
# Jobs that run go on running without it.
flinkgen render -f 'our stack.yaml' --set operator.version=1.5.0 --component operator | kubectl apply --server-side --force-conflicts -f -
# Or, where Helm installed it:
# helm upgrade --install flink-kubernetes-operator flink-kubernetes-operator --repo https://archive.apache.org/dist/flink/flink-kubernetes-operator-1.5.0/ -n flink -f values.yaml
# Wait for:
kubectl rollout status deployment/flink-kubernetes-operator -n flink --timeout=5m

# 7. Resume the jobs
#
# Each goes on from the savepoint or the checkpoint that it stopped with. Then
# let Argo CD or Flux go on, with the new version in the stack.
kubectl patch flinkdeployment/orders -n shop --type=merge -p '{"spec":{"job":{"state":"running"}}}'
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"running"}}}'
kubectl patch flinksessionjob/report -n ops --type=merge -p '{"spec":{"job":{"state":"running"}}}'
# Wait for:
kubectl wait flinkdeployment/orders -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m
kubectl wait flinksessionjob/report -n ops --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 8. Check that everything is stable again
#
# An object with an error says why in status.error.
kubectl get flinkdeployments,flinksessionjobs -n ops -o custom-columns=NAME:.metadata.name,STATE:.status.lifecycleState,ERROR:.status.error
kubectl get flinkdeployments,flinksessionjobs -n shop -o custom-columns=NAME:.metadata.name,STATE:.status.lifecycleState,ERROR:.status.error
