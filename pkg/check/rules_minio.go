package check

import (
	"regexp"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"

	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func minioRules() []Rule {
	return []Rule{
		{ID: "FG040", Name: "minio-drive-count", Severity: finding.Error, About: "Drives of MinIO that do not split into sets of 2 to 16, or servers in its command that its StatefulSet does not run.", judge: drives},
	}
}

// ellipses is MinIO's notation for a range: {0...3}.
var ellipses = regexp.MustCompile(`\{(\d{1,5})\.\.\.(\d{1,5})\}`)

func drives(j *judge) {
	set, ok := j.typed.(*appsv1.StatefulSet)
	if !ok {
		return
	}
	for _, p := range j.pods() {
		for _, c := range p.containers() {
			if !strings.Contains(c.Image, "minio") {
				continue
			}
			for i, arg := range c.Command {
				j.pool(set, item(c.path+".command", i), arg)
			}
			for i, arg := range c.Args {
				j.pool(set, item(c.path+".args", i), arg)
			}
			for i, variable := range c.Env {
				if variable.Name == "MINIO_VOLUMES" {
					for arg := range strings.FieldsSeq(variable.Value) {
						j.pool(set, item(c.path+".env", i), arg)
					}
				}
			}
		}
	}
}

// pool judges an argument of MinIO that stands for many drives.
func (j *judge) pool(set *appsv1.StatefulSet, at, arg string) {
	ranges := ellipses.FindAllStringSubmatchIndex(arg, -1)
	if len(ranges) == 0 {
		return
	}
	total := 1
	for _, r := range ranges {
		first, _ := strconv.Atoi(arg[r[2]:r[3]])
		last, _ := strconv.Atoi(arg[r[4]:r[5]])
		if last < first {
			j.fail(at, "the range %s ends before it begins", arg[r[0]:r[1]])
			return
		}
		if strings.HasSuffix(arg[:r[0]], "://"+set.Name+"-") && last >= number(set.Spec.Replicas) {
			j.fail(at, "MinIO waits for %s-%d, and the StatefulSet runs %d: write {0...%d}", set.Name, last, number(set.Spec.Replicas), number(set.Spec.Replicas)-1)
			return
		}
		total *= last - first + 1
		if total > 1<<20 {
			return
		}
	}
	if total > 1 && !minio.ErasureSets(total) {
		j.fail(at, "%d drives do not split into sets of 2 to 16: use a number that does, such as %d", total, total+1)
	}
}
