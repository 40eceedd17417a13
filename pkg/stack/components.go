package stack

// JobComponents names the component of each job of a completed stack, in the
// order of Spec.Jobs.
func JobComponents(s *Stack) []string { return jobComponents(&s.Spec) }

// Runs says whether the job of a completed stack is enabled.
func (j *Job) Runs() bool { return on(j.Enabled) }
