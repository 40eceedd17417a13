package stack

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

var checksum = regexp.MustCompile(`^[0-9a-f]{64}$`)

// artifacts derives where the files of a job are fetched from, and with which
// credentials.
func (c *completion) artifacts(at *field.Path, j *Job) {
	fill(&j.Artifacts.Region, c.spec.Storage.S3.Region)
	fill(&j.Artifacts.Region, "us-east-1")
	names := map[string]bool{}
	for i := range j.Artifacts.Files {
		a, at := &j.Artifacts.Files[i], at.Child("files").Index(i)
		uri, err := url.Parse(a.URI)
		if err != nil || uri.Host == "" || uri.Path == "" {
			c.fail(field.Invalid(at.Child("uri"), a.URI, "write https://host/path/file.jar, or s3://bucket/path/file.jar"))
			continue
		}
		fill(&a.File, path.Base(uri.Path))
		fill(&a.Name, strings.ToLower(strings.NewReplacer(".", "-", "_", "-").Replace(a.File)))
		if strings.ContainsAny(a.File, "/\x00") || a.File == "." || a.File == ".." {
			c.fail(field.Invalid(at.Child("file"), a.File, "write the name of a file, such as job.jar"))
		}
		if problems := validation.IsDNS1123Label("fetch-" + a.Name); len(problems) > 0 {
			c.fail(field.Invalid(at.Child("name"), a.Name, "the container fetch-"+a.Name+" is named by it: "+problems[0]))
		}
		if names[a.Name] || names["/"+a.File] {
			c.fail(field.Duplicate(at.Child("name"), a.Name))
		}
		names[a.Name], names["/"+a.File] = true, true
		if !checksum.MatchString(a.SHA256) {
			c.fail(field.Invalid(at.Child("sha256"), a.SHA256, "write the 64 hexadecimal digits that sha256sum prints for the file"))
		}
		switch uri.Scheme {
		case "http", "https":
			fill(&a.URL, a.URI)
		case "s3":
			c.fromS3(at, j, a, uri)
		default:
			c.fail(field.Invalid(at.Child("uri"), a.URI, "a file is fetched over https, http or s3"))
		}
	}
}

// fromS3 fetches an object with a signed request.
func (c *completion) fromS3(at *field.Path, j *Job, a *job.Artifact, uri *url.URL) {
	s3 := c.spec.Storage.S3
	endpoint := s3.Endpoint
	if endpoint == "" && on(c.spec.MinIO.Enabled) {
		endpoint = minio.Endpoint(c.spec.MinIO.Values)
	}
	if endpoint == "" {
		endpoint = "https://s3." + j.Artifacts.Region + ".amazonaws.com"
	}
	fill(&a.URL, strings.TrimSuffix(endpoint, "/")+"/"+uri.Host+uri.Path)
	if a.SecretName == "" && c.spec.Storage.Type == StorageS3 {
		a.SecretName = s3.Auth.SecretName
	}
	if a.SecretName == "" {
		c.fail(field.Required(at.Child("secretName"), "name a Secret in the namespace of the job with the keys "+S3AccessKey+" and "+S3SecretKey))
		return
	}
	s3.Auth.SecretName = a.SecretName
	addEnv(&a.Env, append(s3Credentials(s3), corev1.EnvVar{Name: "AWS_REGION", Value: j.Artifacts.Region})...)
}

// snapshotReferences lets a snapshot be of the job that it is written under.
func snapshotReferences(j *Job) {
	for i := range j.Snapshots {
		s := &j.Snapshots[i]
		if s.JobReference == nil && (s.Savepoint == nil || !ptr.Deref(s.Savepoint.AlreadyExists, false)) && j.DeploymentMode == "application" {
			s.JobReference = &v1beta1.JobReference{Kind: v1beta1.JobKindFlinkDeployment, Name: j.Name}
		}
	}
}
