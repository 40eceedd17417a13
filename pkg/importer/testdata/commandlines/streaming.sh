export HADOOP_CONF_DIR=/hadoop

./bin/flink run-application \
    --detached \
    --parallelism ${parallelism} \
    --target kubernetes-application \
    -Dkubernetes.cluster-id=$task_type \
    -Dkubernetes.container.image=flink-java11:${release_num} \
    -Dkubernetes.jobmanager.cpu=$jm_cpu \
    -Dkubernetes.taskmanager.cpu=$tm_cpu \
    -Dtaskmanager.numberOfTaskSlots=$tm_slot \
    -Dtaskmanager.memory.process.size=${tm_mem}mb \
    -Dtaskmanager.memory.managed.fraction=0.05 \
    -Dtaskmanager.memory.network.fraction=0.05 \
    -Dtaskmanager.memory.jvm-overhead.fraction=0.05 \
    -Djobmanager.memory.process.size=700mb \
    -Djobmanager.memory.enable-jvm-direct-memory-limit \
    -Dfs.default-scheme=hdfs://datacluster \
    -Dmetrics.reporter.promgateway.class=org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporter \
    -Dmetrics.reporter.promgateway.hostUrl=http://192.168.0.1:9091 \
    -Dmetrics.reporter.promgateway.jobName=flink \
    -Dmetrics.reporter.promgateway.deleteOnShutdown=true \
    -Dmetrics.reporter.promgateway.randomJobNameSuffix=true \
    -Dmetrics.reporter.promgateway.interval=60  \
    -Dkubernetes.jobmanager.node-selector=task_type:streaming \
    -Dkubernetes.taskmanager.node-selector=task_type:streaming \
    -Dkubernetes.rest-service.exposed.type=NodePort \
    -Dkubernetes.rest-service.exposed.node-port-address-type=ExternalIP \
    -Dhigh-availability=org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory \
    -Dhigh-availability.storageDir=hdfs://datacluster/flink/recovery \
    -Drestart-strategy=fixed-delay \
    -Drestart-strategy.fixed-delay.attempts=10 \
    -Dkubernetes.namespace=flink \
    -Dkubernetes.service-account=flink-sa \
    -Denv.hadoop.conf.dir=/hadoop \
    -Dkubernetes.container.image.pull-policy=Always \
    -Dflink.hadoop.dfs.client.failover.proxy.provider.datacluster=org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider \
    local:///opt/flink/usrlib/${tm_jar}
