package lifecycle

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// jobPatch is a merge patch (RFC 7386) of a FlinkDeployment or a
// FlinkSessionJob. It holds only what changes.
type jobPatch struct {
	Spec specPatch `json:"spec"`
}

type specPatch struct {
	Job jobChange `json:"job"`
}

type jobChange struct {
	State                  v1beta1.JobState    `json:"state,omitempty"`
	UpgradeMode            v1beta1.UpgradeMode `json:"upgradeMode,omitempty"`
	InitialSavepointPath   string              `json:"initialSavepointPath,omitempty"`
	SavepointTriggerNonce  *int64              `json:"savepointTriggerNonce,omitempty"`
	CheckpointTriggerNonce *int64              `json:"checkpointTriggerNonce,omitempty"`
	SavepointRedeployNonce *int64              `json:"savepointRedeployNonce,omitempty"`
}

// patch is the command that makes the change, and the change as YAML.
func (t target) patch(change jobChange) (command, manifest string, err error) {
	p := jobPatch{Spec: specPatch{Job: change}}
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p); err != nil {
		return "", "", err
	}
	if manifest, err = document(p); err != nil {
		return "", "", err
	}
	return plan.Command("kubectl", "patch", t.resource(), "-n", t.namespace, "--type=merge", "-p", string(bytes.TrimSpace(data.Bytes()))), manifest, nil
}

func document[T any](value T) (string, error) {
	var b bytes.Buffer
	err := encode.Documents(&b, slices.Values([]T{value}))
	return b.String(), err
}

// next is the number after the one that the stack has.
func next(nonces ...*int64) *int64 {
	number := int64(0)
	for _, nonce := range nonces {
		if nonce != nil {
			number = max(number, *nonce)
		}
	}
	return new(number + 1)
}
