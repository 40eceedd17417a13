#!/usr/bin/env bash

appName=$1
ckPath=$2
runJar="local:///streaming.jar"

case $appName in
test)
echo "
    /home/hdfs/flink-1.14.0/bin/flink run-application \
    -t kubernetes-application \
    -s $ckPath \
    -p 3 \
    -Dresourcemanager.taskmanager-timeout=60000 \
    -Dkubernetes.namespace=flink \
    -Dkubernetes.service-account=flink \
    -Dkubernetes.taskmanager.service-account=flink \
    -Dkubernetes.cluster-id=test-job \
    -Dkubernetes.container.image.pull-secrets=registry \
    -Dkubernetes.rest-service.exposed.type=NodePort  \
    -Dkubernetes.config.file=/home/hdfs/kubeconf/kube.conf \
    -Denv.java.opts="-DHADOOP_USER_NAME=hdfs" \
    -Dkubernetes.pod-template-file=/home/hdfs/flink-pod.yaml \
    -Dkubernetes.taskmanager.cpu=1 \
    -Djobmanager.memory.process.size=1024m \
    -Dtaskmanager.memory.process.size=2048m \
    -Dtaskmanager.numberOfTaskSlots=3 \
    -Dclassloader.resolve-order=parent-first \
    -c com.test.Job \
     $runJar
"
  ;;
esac
