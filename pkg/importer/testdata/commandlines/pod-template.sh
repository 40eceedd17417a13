export HADOOP_CONF_DIR=/opt/hadoop-conf/conf
/home/hdfs/flink-1.14.0/bin/flink run-application \
-t kubernetes-application \
-p 3 \
-Dresourcemanager.taskmanager-timeout=60000 \
-Dkubernetes.namespace=flink \
-Dkubernetes.service-account=flink \
-Dkubernetes.taskmanager.service-account=flink \
-Dkubernetes.cluster-id=entrance-job-test \
-Dkubernetes.container.image.pull-secrets=registry \
-Dkubernetes.rest-service.exposed.type=NodePort  \
-Dkubernetes.config.file=/home/hdfs/kubeconf/kube.conf \
-Denv.java.opts="-DHADOOP_USER_NAME=hdfs" \
# the pod template
-Dkubernetes.pod-template-file=/home/hdfs/flink-pod.yaml \
-Dkubernetes.taskmanager.cpu=1 \
-Djobmanager.memory.process.size=1024m \
-Dtaskmanager.memory.process.size=2048m \
-Dtaskmanager.numberOfTaskSlots=3 \
-Dclassloader.resolve-order=parent-first \
-c xxx.Job \
local:///opt/flink/job/job-streaming/jar/job-streaming.jar
