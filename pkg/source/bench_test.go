package source

import (
	"fmt"
	"strings"
	"testing"
)

func jobs(count int) []byte {
	var b strings.Builder
	b.WriteString("spec:\n  jobs:\n")
	for i := range count {
		fmt.Fprintf(&b, `  - name: job-%d
    jarURI: local:///opt/flink/examples/streaming/StateMachineExample.jar
    upgradeMode: savepoint
    mode: native
    parallelism: %d
    args: [--port, "8081"]
    flinkConfiguration: {taskmanager.numberOfTaskSlots: 2}
    env: [{name: A, value: b}]
`, i, i%16+1)
	}
	return []byte(b.String())
}

// BenchmarkDecode reads a file of jobs with 8 fields each; ns/item must not
// grow with the number of items.
func BenchmarkDecode(b *testing.B) {
	for _, count := range []int{1_000, 10_000} {
		data := jobs(count)
		for _, part := range []string{"parse", "decode", "both"} {
			b.Run(fmt.Sprintf("%s/%d", part, count), func(b *testing.B) {
				node, err := Parse("stack.yaml", data)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for b.Loop() {
					if part != "decode" {
						if node, err = Parse("stack.yaml", data); err != nil {
							b.Fatal(err)
						}
					}
					if part != "parse" {
						var s stack
						if errs := Decode(node, &s); errs != nil {
							b.Fatal(errs)
						}
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(count), "ns/item")
			})
		}
	}
}
