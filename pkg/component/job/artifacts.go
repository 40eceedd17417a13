package job

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Artifacts are files, such as jars and connectors, that every pod fetches
// before Flink starts.
type Artifacts struct {
	// MountPath of the directory that holds the files, as Flink sees it. What lies in /opt/flink/usrlib is on the class path of an application.
	MountPath string `json:"mountPath"`
	// Image that has sh, curl and sha256sum.
	Image component.Image `json:"image"`
	// Resources of the container that fetches.
	Resources corev1.ResourceRequirements `json:"resources"`
	// Files to fetch, one after the other.
	Files []Artifact `json:"files,omitempty" chart:"each"`
	// Region that requests are signed for; for s3. Derived: us-east-1, or that of spec.storage.s3.
	Region string `json:"region,omitempty" chart:"-"`
}

// Artifact is one file.
type Artifact struct {
	// Name of the container that fetches, after fetch-. Derived: the file, with '-' for dots.
	Name string `json:"name,omitempty"`
	// File is its name below mountPath, such as job.jar. Derived: the end of the URI.
	File string `json:"file,omitempty"`
	// URI of the file: http, https, or s3 for a bucket of spec.storage.s3.
	URI string `json:"uri" chart:"-"`
	// URL that is fetched. Derived: the URI, or the address of the object in the object store.
	URL string `json:"url,omitempty"`
	// SHA256 is the checksum of the file in hexadecimal; a file that differs stops the pod.
	SHA256 string `json:"sha256"`
	// SecretName is a Secret with the keys access-key and secret-key; for s3. Derived: that of spec.storage.s3, when jobs keep their state there.
	SecretName string `json:"secretName,omitempty" chart:"-"`
	// Env of the container that fetches besides URL, FILE and SHA256. Derived: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, for s3.
	Env []corev1.EnvVar `json:"env,omitempty"`
}

// artifactScript fetches one file. Everything that differs comes in variables,
// so no text of a user is read as shell.
const artifactScript = `set -eu
fetch() {
  if [ -n "${AWS_ACCESS_KEY_ID:-}" ]; then
    # On standard input, because a command line can be seen.
    printf '%s:%s\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" |
      sed 's/[\\"]/\\&/g; s/.*/user = "&"/' |
      curl --config - --aws-sigv4 "aws:amz:$AWS_REGION:s3" "$@"
  else
    curl "$@"
  fi
}
fetch --fail --silent --show-error --location --retry 5 --retry-connrefused --output "$FILE.part" "$URL"
printf '%s  %s\n' "$SHA256" "$FILE.part" | sha256sum -c -
mv "$FILE.part" "$FILE"
`

const artifactVolume = "artifacts"

// artifactContainers fetch the files, one container each.
func artifactContainers(v Values) []corev1.Container {
	var all []corev1.Container
	for _, file := range v.Artifacts.Files {
		all = append(all, corev1.Container{
			Name:            "fetch-" + file.Name,
			Image:           v.Artifacts.Image.Reference(),
			ImagePullPolicy: v.Artifacts.Image.PullPolicy,
			Command:         []string{"sh", "-c", artifactScript},
			Env: slices.Concat([]corev1.EnvVar{
				{Name: "URL", Value: file.URL},
				{Name: "FILE", Value: "/artifacts/" + file.File},
				{Name: "SHA256", Value: file.SHA256},
			}, file.Env),
			Resources:       v.Artifacts.Resources,
			VolumeMounts:    []corev1.VolumeMount{{Name: artifactVolume, MountPath: "/artifacts"}},
			SecurityContext: component.RestrictedContainer(true),
		})
	}
	return all
}

// artifactVolumes is the directory that the files are fetched into.
func artifactVolumes(v Values) []corev1.Volume {
	for range v.Artifacts.Files {
		return []corev1.Volume{{Name: artifactVolume, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}}
	}
	return nil
}

func artifactMounts(v Values) []corev1.VolumeMount {
	for range v.Artifacts.Files {
		return []corev1.VolumeMount{{Name: artifactVolume, MountPath: v.Artifacts.MountPath, ReadOnly: true}}
	}
	return nil
}

func artifactDefaults() Artifacts {
	return Artifacts{
		MountPath: "/opt/flink/artifacts",
		Image:     component.ImageOf(catalog.Curl),
		Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("50m"), corev1.ResourceMemory: resource.MustParse("64Mi")},
			Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("64Mi")},
		},
	}
}
