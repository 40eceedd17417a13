package stack

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
)

var fileSystemName = regexp.MustCompile(juicefs.FileSystemNamePattern)

// juicefs joins Redis and MinIO, or what the stack names instead of them.
func (c *completion) juicefs() {
	j := &c.spec.JuiceFS
	if !on(j.Enabled) {
		return
	}
	at := specPath("juicefs")
	fill(&j.FileSystemName, "juicefs")
	if !fileSystemName.MatchString(j.FileSystemName) {
		c.fail(field.Invalid(at.Child("fileSystemName"), j.FileSystemName, "write 3 to 63 lower-case letters, digits and dashes"))
	}
	c.metaURL(at.Child("metaURL"), &j.MetaURL)
	c.bucket(at, j)
	fill(&j.TimeZone, c.spec.TimeZone)
	c.secret(&j.Auth, j.StorageClass.Name+"-secret")
	c.clientMemory(at, j)
	if err := juicefs.Complete(&j.Values); err != nil {
		c.fail(field.Invalid(at.Child("version"), j.Version, err.Error()))
	}
}

// metadataOptions carry a client of JuiceFS over the loss of a Redis pod. It
// tries a command ten times, with pauses from min- to max-retry-backoff, and
// waits read-timeout where nothing refuses the connection. Pauses of one second
// last longer than a failover, even where each try is refused at once; with the
// 20 ms of JuiceFS the tries end before, and the write fails.
//
// The sentinel that the client knows is tried as often before it asks the
// others. With the pauses of up to 10 s and the read-timeout of 30 s of JuiceFS
// a writer stands still for 50 s where it was lost too, though the next master
// is there after 6 s. Source: juicedata/juicefs v1.3.1, pkg/meta/redis.go.
const metadataOptions = "min-retry-backoff=1s&max-retry-backoff=1s&read-timeout=5s"

// metaURL is the address of the metadata store: the sentinels of the stack's
// Redis, or what is set by hand.
func (c *completion) metaURL(at *field.Path, target *string) {
	if on(c.spec.Redis.Enabled) && *target == "" {
		r := c.spec.Redis.Values
		*target = fmt.Sprintf("redis://%s,%s:%d/0?%s", r.Sentinel.MasterName, strings.Join(redis.SentinelHosts(r), ","), redis.SentinelPort, metadataOptions)
		return
	}
	switch {
	case *target == "":
		c.fail(field.Required(at, "Redis is not enabled: write the address of the metadata store, such as redis://redis.example.com:6379/0"))
	case withPassword.MatchString(*target):
		c.fail(field.Invalid(at, "(hidden)", "leave out the password: it belongs into the Secret, which flinkgen secrets makes or spec.juicefs.auth.existingSecret names"))
	case !strings.HasPrefix(*target, "redis://") && !strings.HasPrefix(*target, "rediss://"):
		// Other engines have forms of their own.
	case !metadataPort.MatchString(*target):
		c.fail(field.Invalid(at, *target, "write host and port, such as redis://redis.example.com:6379/0: without the port JuiceFS never answers"))
	}
}

// withPassword finds the password between the user and the host of a URL.
var withPassword = regexp.MustCompile(`^[^/]*://[^@/]*:[^@]*@`)

var metadataPort = regexp.MustCompile(`^rediss?://[^/]+:\d+(/\d+)?(\?.*)?$`)

// bucket is where the data goes: into the stack's MinIO, or what is set by hand.
func (c *completion) bucket(at *field.Path, j *JuiceFS) {
	if on(c.spec.MinIO.Enabled) && j.Bucket == "" {
		fill(&j.Storage, "minio")
		j.Bucket = minio.Endpoint(c.spec.MinIO.Values) + "/" + j.FileSystemName
	}
	fill(&j.Storage, "s3")
	bucket, err := url.Parse(j.Bucket)
	switch {
	case j.Bucket == "":
		c.fail(field.Required(at.Child("bucket"), "MinIO is not enabled: write the URL of the bucket, such as https://s3.example.com/juicefs"))
	case err != nil || bucket.Scheme != "http" && bucket.Scheme != "https" || bucket.Host == "":
		c.fail(field.Invalid(at.Child("bucket"), j.Bucket, "write an http or https URL with the name of the bucket"))
	case j.Storage == "minio" && strings.Trim(bucket.Path, "/") == "":
		c.fail(field.Invalid(at.Child("bucket"), j.Bucket, "the name of the bucket is missing: JuiceFS refuses it; write "+strings.TrimSuffix(j.Bucket, "/")+"/juicefs"))
	}
}

// clientMemory refuses a mount pod whose limit is below what its client
// buffers: it would be killed and take the mount away from every pod.
func (c *completion) clientMemory(at *field.Path, j *JuiceFS) {
	limit, err := resource.ParseQuantity(j.MountPod.MemoryLimit)
	if err != nil {
		c.fail(field.Invalid(at.Child("mountPod", "memoryLimit"), j.MountPod.MemoryLimit, "write a quantity such as 2Gi"))
		return
	}
	least := resource.MustParse(strconv.Itoa(int(j.BufferSize)+212) + "Mi")
	if limit.Cmp(least) < 0 {
		c.fail(field.Invalid(at.Child("mountPod", "memoryLimit"), j.MountPod.MemoryLimit, fmt.Sprintf(
			"the client buffers %d MiB and needs %s in all: write a higher limit or a lower spec.juicefs.bufferSize", j.BufferSize, least.String())))
	}
}
