package job

// Checkpoints are the snapshots that Flink takes by itself and restarts from.
type Checkpoints struct {
	// Dir is where checkpoints are written, a URI that all pods reach. Derived: <storage>/checkpoints/<name>.
	Dir string `json:"dir,omitempty"`
	// Interval between checkpoints, such as 1 min.
	Interval string `json:"interval,omitempty"`
	// MinPause between the end of a checkpoint and the start of the next one.
	MinPause string `json:"minPause,omitempty"`
	// Timeout after which a checkpoint is given up. Flink's default is 10 min.
	Timeout string `json:"timeout,omitempty"`
	// Mode is EXACTLY_ONCE (the default) or AT_LEAST_ONCE.
	Mode string `json:"mode,omitempty"`
	// Retained is how many completed checkpoints are kept. Flink's default is 1.
	Retained int32 `json:"retained,omitempty"`
	// Incremental writes only what changed; for rocksdb and forst.
	Incremental bool `json:"incremental,omitempty"`
	// Unaligned lets checkpoints overtake records in flight, which helps under back pressure.
	Unaligned bool `json:"unaligned,omitempty"`
}

// Savepoints are the snapshots that the operator takes for an upgrade, or that you ask for.
type Savepoints struct {
	// Dir is where savepoints are written, a URI that all pods reach. Derived: <storage>/savepoints/<name>.
	Dir string `json:"dir,omitempty"`
	// Interval at which the operator takes savepoints by itself, such as 12 h. Empty means never.
	Interval string `json:"interval,omitempty"`
}

// HighAvailability keeps what a new JobManager needs to go on with the job.
type HighAvailability struct {
	// Type is kubernetes (leader election in ConfigMaps), zookeeper or none.
	Type string `json:"type"`
	// StorageDir is where the metadata is written, a URI that all pods reach. Derived: <storage>/ha.
	StorageDir string `json:"storageDir,omitempty"`
	// Quorum lists the ZooKeeper servers, host:port,host:port; for zookeeper.
	Quorum string `json:"quorum,omitempty"`
	// PathRoot is the node in ZooKeeper that holds the clusters; for zookeeper.
	PathRoot string `json:"pathRoot,omitempty"`
}

// RestartStrategy says how a failed job is tried again.
type RestartStrategy struct {
	// Type is exponential-delay (Flink's default from 1.19), fixed-delay, failure-rate or none.
	Type string `json:"type,omitempty"`
	// Options of the strategy as Flink names them below restart-strategy.<type>, such as attempts: "10" and delay: 10 s.
	Options map[string]string `json:"options,omitempty"`
}
