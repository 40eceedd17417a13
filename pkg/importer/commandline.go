package importer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// CommandLine reads flink run-application … or flink run -t
// kubernetes-application … into a stack with one job. The error names the
// option that it does not know, and no value.
func CommandLine(args []string, o Options) (Result, error) {
	if !runsFlink(args) {
		return Result{}, errors.New("not a command line that runs an application: write flink run-application … or flink run -t kubernetes-application …")
	}
	start := slices.IndexFunc(args, func(w string) bool { return w == "flink" || strings.HasSuffix(w, "/flink") })
	c := &command{job: &jobFile{DeploymentMode: cmp.Or(o.Mode, "application")}, options: map[string]string{}, o: o}
	if err := c.parse(args[start+2:]); err != nil {
		return Result{}, err
	}
	if c.target != "kubernetes-application" {
		return Result{}, fmt.Errorf("target %q runs no application on Kubernetes: --target must be kubernetes-application", c.target)
	}
	c.versions(args[start])
	if c.job.FlinkVersion == "" {
		return Result{}, errors.New("the command line does not tell the version of Flink: give --flink-version, such as v1_20")
	}
	if err := c.translate(); err != nil {
		return Result{}, err
	}
	if err := c.place(); err != nil {
		return Result{}, err
	}
	if c.job.Name == "" {
		return Result{}, errors.New("no name: the command line has no -Dkubernetes.cluster-id")
	}
	return o.result([]*jobFile{c.job}, c.notes)
}

// command is one command line that is read.
type command struct {
	job     *jobFile
	target  string
	options map[string]string // -D
	written flink.Version     // the Flink that the options were written for; zero where nothing tells it
	notes   []string
	o       Options
}

var long = map[string]string{"--target": "-t", "--parallelism": "-p", "--class": "-c", "--fromSavepoint": "-s", "--detached": "-d", "--allowNonRestoredState": "-n"}

// parse takes the words apart: options, the jar, the arguments of the program.
func (c *command) parse(words []string) error {
	for i := 0; i < len(words); i++ {
		word := words[i]
		name, value, joined := strings.Cut(word, "=")
		name = cmp.Or(long[name], name)
		if strings.HasPrefix(word, "-D") {
			if word == "-D" {
				if i++; i == len(words) {
					return errors.New("option -D needs key=value")
				}
				word += words[i]
			}
			key, value, hasValue := strings.Cut(word[2:], "=")
			if !hasValue {
				value = "true"
			}
			c.options[key] = value
			continue
		}
		switch name {
		case "-d":
			continue
		case "-n":
			c.job.AllowNonRestoredState = new(true)
			continue
		case "-t", "-p", "-c", "-s":
			if !joined {
				if i++; i == len(words) {
					return fmt.Errorf("option %s needs a value", name)
				}
				value = words[i]
			}
			if err := c.option(name, value); err != nil {
				return err
			}
			continue
		}
		if strings.HasPrefix(word, "-") {
			return fmt.Errorf("unknown option %s: known are -t, -p, -c, -s, -n, -d and -D", name)
		}
		c.job.JarURI, c.job.Args = word, words[i+1:]
		break
	}
	c.target = cmp.Or(c.target, c.options["execution.target"], "kubernetes-application")
	return nil
}

func (c *command) option(name, value string) error {
	switch name {
	case "-t":
		c.target = value
	case "-c":
		c.job.EntryClass = value
	case "-s":
		c.job.InitialSavepointPath = value
	case "-p":
		parallelism, err := strconv.ParseInt(value, 10, 32)
		if err != nil || parallelism < 1 {
			return errors.New("option -p needs a whole number")
		}
		c.job.Parallelism = int32(parallelism)
	}
	return nil
}

var home = regexp.MustCompile(`flink-(\d+\.\d+)`)

// versions finds the image and the version of Flink: said by the user, in the
// tag of the image, in the path of the program.
func (c *command) versions(program string) {
	reference := cmp.Or(c.o.Image, c.take("kubernetes.container.image.ref"), c.take("kubernetes.container.image"))
	delete(c.options, "kubernetes.container.image")
	c.job.Image = image(reference, corev1.PullPolicy(c.take("kubernetes.container.image.pull-policy")))
	c.job.FlinkVersion = c.o.FlinkVersion
	if c.job.Image == nil {
		c.notes = append(c.notes, "the command line names no image: give --image, or write it here")
	} else if version, _, known := flink.ImageTag(c.job.Image.Repository, c.job.Image.Tag); known {
		c.written = version
	}
	if match := home.FindStringSubmatch(program); match != nil && c.written == (flink.Version{}) {
		if version, err := flink.ParseVersion(match[1]); err == nil {
			c.written = version
		}
	}
	if c.job.FlinkVersion == "" && c.written != (flink.Version{}) {
		c.job.FlinkVersion = c.written.Operator()
	}
}

// translate gives the options the keys of the job's version of Flink.
func (c *command) translate() error {
	to, err := flink.ParseVersion(c.job.FlinkVersion)
	if err != nil {
		return fmt.Errorf("version of Flink %q: %w", c.job.FlinkVersion, err)
	}
	if c.written == (flink.Version{}) {
		c.written = to
	}
	var notes []flink.Note
	c.options, notes = flink.Translate(c.options, c.written, to)
	for _, note := range notes {
		c.notes = append(c.notes, note.String())
	}
	return nil
}

// take gives the value of an option and removes it.
func (c *command) take(key string) string {
	value := c.options[key]
	delete(c.options, key)
	return value
}

// noted options have no place in a job that the operator runs.
var noted = map[string]string{
	"kubernetes.config.file":                                 "the operator uses its own account",
	"kubernetes.rest-service.exposed.type":                   "it opens the REST API, which has no password; the operator's default is ClusterIP, choose an ingress instead",
	"kubernetes.rest-service.exposed.node-port-address-type": "it goes with a REST service on the nodes",
	"kubernetes.jobmanager.service-account":                  "serviceAccount is for both roles",
	"kubernetes.taskmanager.service-account":                 "serviceAccount is for both roles",
}

// place puts the options into the fields of the job, and the rest into
// flinkConfiguration.
func (c *command) place() error {
	j := c.job
	j.Name = c.take("kubernetes.cluster-id")
	j.Namespace = c.take("kubernetes.namespace")
	j.ServiceAccount = c.take("kubernetes.service-account")
	j.Parallelism = cmp.Or(j.Parallelism, 1)
	delete(c.options, "execution.target")
	if err := c.podTemplate(); err != nil {
		return err
	}
	jobManager, err := c.resource("jobmanager")
	if err != nil {
		return err
	}
	worker, err := c.resource("taskmanager")
	if err != nil {
		return err
	}
	j.JobManager, j.TaskManager = &v1beta1.JobManagerSpec{Resource: jobManager}, &taskManager{Resource: worker}
	if j.DeploymentMode == "native" {
		err = c.native()
	} else {
		j.JobManager.PodTemplate, j.TaskManager.PodTemplate = c.selector("jobmanager"), c.selector("taskmanager")
		c.noteOperated()
	}
	c.sections()
	if len(c.options) > 0 {
		j.FlinkConfiguration = c.options
	}
	return err
}

// noteOperated removes the options that the operator has no use for.
func (c *command) noteOperated() {
	for _, key := range slices.Sorted(maps.Keys(noted)) {
		value, written := c.options[key]
		// Both roles run under serviceAccount, so saying it again loses nothing.
		if written && (value != c.job.ServiceAccount || !strings.HasSuffix(key, "manager.service-account")) {
			c.notes = append(c.notes, key+": "+noted[key])
		}
		delete(c.options, key)
	}
}

// resource of a role. The operator wants the memory as a field.
func (c *command) resource(role string) (*v1beta1.Resource, error) {
	cores := cmp.Or(c.take("kubernetes."+role+".cpu.amount"), c.take("kubernetes."+role+".cpu"), "1")
	delete(c.options, "kubernetes."+role+".cpu")
	cpu, err := strconv.ParseFloat(cores, 64)
	if err != nil {
		return nil, fmt.Errorf("option kubernetes.%s.cpu needs a number", role)
	}
	memory := c.take(role + ".memory.process.size")
	if memory == "" {
		c.notes = append(c.notes, role+".memory.process.size is not said: set the memory of its resource")
	}
	return &v1beta1.Resource{Memory: memory, CPU: cpu}, nil
}
