package encode_test

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/encode"
)

func ExampleAppend() {
	text, err := encode.Append(nil, &corev1.ConfigMap{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"},
		ObjectMeta: metav1.ObjectMeta{Name: "hello", Labels: map[string]string{"debug": "on"}},
		Data:       map[string]string{"run.sh": "#!/bin/sh\nset -eu\necho hello\n"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
	// Output:
	// apiVersion: v1
	// kind: ConfigMap
	// metadata:
	//   name: hello
	//   labels:
	//     debug: "on"
	// data:
	//   run.sh: |
	//     #!/bin/sh
	//     set -eu
	//     echo hello
}
