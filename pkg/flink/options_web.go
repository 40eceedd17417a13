package flink

// webOptions are those of the REST endpoint, the history server, TLS and
// metrics. Sources: RestOptions, WebOptions, HistoryServerOptions and
// SecurityOptions of Flink 1.20; FLINK-35359 (1.20, durations); the list of
// removed options in the release notes of 2.0.
var webOptions = []Definition{
	{Option: "rest.port", Type: TypeInteger, Default: "8081", Old: []OldKey{{Key: "web.port", Removed: V2_0}, {Key: "jobmanager.web.port", Removed: V2_0}}},
	{Option: "rest.address", Type: TypeString},
	{Option: "rest.bind-address", Type: TypeString, Old: []OldKey{{Key: "web.address", Removed: V2_0}, {Key: "jobmanager.web.address", Removed: V2_0}}},
	{Option: "rest.bind-port", Type: TypeString, Default: "8081"},
	{Option: "rest.connection-timeout", Type: TypeDuration, Default: "15 s", NumberBefore: V1_20},
	{Option: "rest.idleness-timeout", Type: TypeDuration, Default: "5 min", NumberBefore: V1_20},
	{Option: "rest.await-leader-timeout", Type: TypeDuration, Default: "30 s", NumberBefore: V1_20},
	{Option: "rest.retry.delay", Type: TypeDuration, Default: "3 s", NumberBefore: V1_20},
	{Option: "web.refresh-interval", Type: TypeDuration, Default: "3 s", NumberBefore: V1_20},
	{Option: "web.timeout", Type: TypeDuration, Default: "10 min", NumberBefore: V1_20},
	{Option: "web.cancel.enable", Type: TypeBoolean, Default: "true"},
	{Option: "web.submit.enable", Type: TypeBoolean, Default: "true"},
	{Option: "web.tmpdir", Type: TypeString},
	{Option: "web.upload.dir", Type: TypeString},

	{Option: ArchiveDirectory, Type: TypeString},
	{Option: "historyserver.archive.fs.dir", Type: TypeString},
	{Option: "historyserver.archive.fs.refresh-interval", Type: TypeDuration, Default: "10 s", NumberBefore: V1_20},
	{Option: "historyserver.archive.clean-expired-jobs", Type: TypeBoolean, Default: "false"},
	{Option: "historyserver.archive.retained-jobs", Type: TypeInteger, Default: "-1"},
	{Option: "historyserver.web.address", Type: TypeString},
	{Option: "historyserver.web.port", Type: TypeInteger, Default: "8082"},
	{Option: "historyserver.web.refresh-interval", Type: TypeDuration, Default: "10 s", NumberBefore: V1_20},
	{Option: "historyserver.web.tmpdir", Type: TypeString},

	{Option: "security.ssl.internal.enabled", Type: TypeBoolean, Default: "false"},
	{Option: "security.ssl.rest.enabled", Type: TypeBoolean, Default: "false", Old: []OldKey{{Key: "web.ssl.enabled", Removed: V2_0}, {Key: "jobmanager.web.ssl.enabled", Removed: V2_0}}},

	{Option: "metrics.reporters", Type: TypeString},
	{Option: "metrics.fetcher.update-interval", Type: TypeDuration, Default: "10 s", NumberBefore: V1_20},
	{Option: "metrics.system-resource", Type: TypeBoolean, Default: "false"},
}
