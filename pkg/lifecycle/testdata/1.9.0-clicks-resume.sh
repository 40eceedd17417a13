# Resume job clicks in namespace shop (operator 1.9.0).

# 1. Check that Flink is the same
#
# A job suspended in last-state must resume with the version of Flink that it
# was suspended with: the operator refuses another one, and its state would be
# at risk. Go on only if this prints nothing.
kubectl get flinkdeployment/clicks -n shop -o jsonpath='{.status.reconciliationStatus.lastReconciledSpec}{"\n"}' | grep -qF '"flinkVersion":"v1_17"' ||
  echo 'not Flink v1_17: resume with the old version, then change it while the job runs'

# 2. Resume the job
#
# It goes on from the state that it was suspended with.
kubectl patch flinkdeployment/clicks -n shop --type=merge -p '{"spec":{"job":{"state":"running"}}}'
# Wait for:
kubectl wait flinkdeployment/clicks -n shop --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=15m

# 3. Check what it started from
#
# The JobManager writes which savepoint or checkpoint it restores. Nothing
# printed means that it started empty: suspend it again before it writes
# results.
kubectl logs -n shop deployment/clicks | grep -iE 'from (savepoint|checkpoint)|restoring job'
