package job

// Operated says whether the operator runs the job. Standalone and native jobs
// do without it.
func (v Values) Operated() bool {
	return v.DeploymentMode != "standalone" && v.DeploymentMode != "native"
}
