/opt/flink-1.14.0/bin/flink run-application \
  --target kubernetes-application \
  -Dresourcemanager.taskmanager-timeout=60000 \
  -Dkubernetes.namespace=flink-test \
  -Dkubernetes.service-account=flink \
  -Dkubernetes.taskmanager.service-account=flink \
  -Dkubernetes.cluster-id=flink-app \
  -Dkubernetes.container.image=registryjob-test:1.3 \
  -Djobmanager.memory.process.size=1024m \
  -Dtaskmanager.memory.process.size=2048m \
  -Dclassloader.resolve-order=parent-first \
  -Dkubernetes.taskmanager.cpu=1 \
  -Dtaskmanager.numberOfTaskSlots=4 \
  -Dkubernetes.container.image.pull-secrets=docker-registry \
  -Dkubernetes.rest-service.exposed.type=NodePort  \
  # the cluster
  -Dkubernetes.config.file=/home/hdfs/kubeconf/kube.conf \
  # the user of HDFS
  -Denv.java.opts="-DHADOOP_USER_NAME=hdfs" \
  -c com.job.streaming.job.Job \
  local:///opt/flink/job/job-streaming/jar/job-streaming.jar
