package encode

import (
	"testing"

	"sigs.k8s.io/yaml"
)

// The same objects through this package and through sigs.k8s.io/yaml:
//
//	go test ./pkg/encode -run '^$' -bench . -benchmem
func BenchmarkEncode(b *testing.B) {
	objects := redis()
	b.Run("append", func(b *testing.B) {
		b.ReportAllocs()
		var buffer []byte
		for b.Loop() {
			buffer = buffer[:0]
			for _, object := range objects {
				var err error
				if buffer, err = Append(buffer, object); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.SetBytes(int64(len(buffer)))
	})
	b.Run("sigs.k8s.io/yaml", func(b *testing.B) {
		b.ReportAllocs()
		size := 0
		for b.Loop() {
			size = 0
			for _, object := range objects {
				text, err := yaml.Marshal(object)
				if err != nil {
					b.Fatal(err)
				}
				size += len(text)
			}
		}
		b.SetBytes(int64(size))
	})
}
