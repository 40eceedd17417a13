package files

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/schemas"
)

// parts are the charts of all parts, and of one with every construct.
func parts(t *testing.T) []Chart {
	t.Helper()
	comments, err := schemas.Comments()
	if err != nil {
		t.Fatal(err)
	}
	return []Chart{
		sampleChart(t),
		of(t, hadoop.Component(), comments),
		of(t, historyserver.Component(), comments),
		of(t, ingressnginx.Component(), comments),
		of(t, job.ApplicationComponent(), comments),
		of(t, job.BlueGreenComponent(), comments),
		of(t, job.SessionComponent(), comments),
		of(t, job.StandaloneComponent(), comments),
		of(t, juicefs.Component(), comments),
		of(t, localvolume.Component(), comments),
		of(t, minio.Component(), comments),
		of(t, monitoring.Component(), comments),
		of(t, namespace.Component(), comments),
		of(t, operator.Component(), comments),
		of(t, redis.Component(), comments),
	}
}

func of[V any](t *testing.T, part component.Component[V], comments map[string]string) Chart {
	t.Helper()
	c, err := Of(part, "0.1.0", comments)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sampleChart(t *testing.T) Chart {
	t.Helper()
	part := sample.Component()
	part.Requirements = []string{"A Secret | that `flinkgen secrets` makes."}
	part.Notes = "{{ .Release.Name }} is there.\n"
	c := of(t, part, sampleComments(t))
	c.Definitions = true
	return c
}

// sampleComments reads the comments of the sample, which is no part of flinkgen.
func sampleComments(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../internal/sample/sample.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	comments := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		declared, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		fields, ok := declared.Type.(*ast.StructType)
		if !ok {
			return true
		}
		for _, field := range fields.Fields.List {
			for _, name := range field.Names {
				comments["github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample."+declared.Name.Name+"."+name.Name] = field.Doc.Text()
			}
		}
		return true
	})
	return comments
}
