package check

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/distribution/reference"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func placementRules() []Rule {
	return []Rule{
		{ID: "FG033", Name: "claim-shared", Severity: finding.Warning, About: "Several pods share a claim that only one node, or one pod, can mount.", judge: sharedClaim},
		{ID: "FG044", Name: "pv-count", Severity: finding.Error, About: "A class of local volumes has less volumes that fit than there are claims, so pods wait for ever. Not looked at in post-render.", judge: volumeCount},
		{ID: "FG050", Name: "statefulset-affinity", Severity: finding.Warning, About: "Copies of Redis or MinIO that may share a node, and fall together.", judge: apart},
	}
}

// claimNamed gives a claim of the namespace, or nil.
func (j *judge) claimNamed(name string) *corev1.PersistentVolumeClaim {
	for _, o := range j.objects {
		if claim, ok := o.typed.(*corev1.PersistentVolumeClaim); ok && o.Namespace == j.Namespace && o.Name == name {
			return claim
		}
	}
	return nil
}

func sharedClaim(j *judge) {
	for _, p := range j.pods() {
		if p.replicas < 2 {
			continue
		}
		for i := range p.spec.Volumes {
			from := p.spec.Volumes[i].PersistentVolumeClaim
			if from == nil {
				continue
			}
			claim := j.claimNamed(from.ClaimName)
			if claim == nil || len(claim.Spec.AccessModes) == 0 || slices.ContainsFunc(claim.Spec.AccessModes, func(mode corev1.PersistentVolumeAccessMode) bool {
				return mode == corev1.ReadWriteMany || mode == corev1.ReadOnlyMany
			}) {
				continue
			}
			where := "one node, so all must run there"
			if slices.Contains(claim.Spec.AccessModes, corev1.ReadWriteOncePod) {
				where = "one pod, so the others wait for ever"
			}
			j.fail(item(p.specPath()+".volumes", i), "%d pods share the claim %q, which is for %s: write ReadWriteMany there", p.replicas, from.ClaimName, where)
		}
	}
}

// localClaim is a claim for a local volume, with who makes it.
type localClaim struct {
	name string
	spec *corev1.PersistentVolumeClaimSpec
}

// size that a claim asks for.
func (c localClaim) size() resource.Quantity { return *c.spec.Resources.Requests.Storage() }

// claimsOf are the claims for volumes of a class: those among the objects, and
// those that StatefulSets make.
func (r *run) claimsOf(class string) []localClaim {
	of := func(spec *corev1.PersistentVolumeClaimSpec) bool {
		return spec.StorageClassName != nil && *spec.StorageClassName == class
	}
	found := map[string]localClaim{}
	for _, o := range r.objects {
		switch t := o.typed.(type) {
		case *corev1.PersistentVolumeClaim:
			if of(&t.Spec) {
				found[o.Namespace+"/"+o.Name] = localClaim{o.String(), &t.Spec}
			}
		case *appsv1.StatefulSet:
			for i := range t.Spec.VolumeClaimTemplates {
				template := &t.Spec.VolumeClaimTemplates[i]
				for ordinal := range number(t.Spec.Replicas) {
					name := fmt.Sprintf("%s/%s-%s-%d", o.Namespace, template.Name, o.Name, ordinal)
					if _, made := found[name]; of(&template.Spec) && !made {
						found[name] = localClaim{o.String(), &template.Spec}
					}
				}
			}
		}
	}
	claims := make([]localClaim, 0, len(found))
	for _, claim := range found {
		claims = append(claims, claim)
	}
	slices.SortFunc(claims, func(a, b localClaim) int {
		asked := b.size()
		return cmp.Or(asked.Cmp(a.size()), strings.Compare(a.name, b.name))
	})
	return claims
}

func volumeCount(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if !ok || class.Provisioner != localvolume.NoProvisioner || j.options.Reach == Release {
		return
	}
	claims := j.claimsOf(class.Name)
	var volumes []*corev1.PersistentVolume
	for _, o := range j.objects {
		if volume, ok := o.typed.(*corev1.PersistentVolume); ok && volume.Spec.StorageClassName == class.Name {
			volumes = append(volumes, volume)
		}
	}
	if len(volumes) == 0 && j.options.Reach != Everything {
		return // a program makes them, or they are there already
	}
	slices.SortStableFunc(volumes, func(a, b *corev1.PersistentVolume) int {
		return a.Spec.Capacity.Storage().Cmp(*b.Spec.Capacity.Storage())
	})
	total := len(volumes)
	for _, claim := range claims { // the biggest first, each the smallest volume that fits
		fitting := slices.IndexFunc(volumes, func(volume *corev1.PersistentVolume) bool { return fitsClaim(volume, claim) })
		if fitting < 0 {
			asked := claim.size()
			j.fail("", "the class has %d volumes for %d claims, and none is left for one of %s (%s): add a PersistentVolume of that size with the class, or ask for less", total, len(claims), claim.name, asked.String())
			return
		}
		volumes = slices.Delete(volumes, fitting, fitting+1)
	}
}

func fitsClaim(volume *corev1.PersistentVolume, claim localClaim) bool {
	return volume.Spec.Capacity.Storage().Cmp(claim.size()) >= 0 && !slices.ContainsFunc(claim.spec.AccessModes, func(mode corev1.PersistentVolumeAccessMode) bool {
		return !slices.Contains(volume.Spec.AccessModes, mode)
	})
}

// stores are the programs whose copies must not fall together.
var stores = []string{"redis", "valkey", "minio"}

func apart(j *judge) {
	set, ok := j.typed.(*appsv1.StatefulSet)
	if !ok || number(set.Spec.Replicas) < 2 {
		return
	}
	store := ""
	j.images(func(_, image string) {
		named, err := reference.ParseNormalizedNamed(image)
		if err != nil {
			return
		}
		if name := path.Base(reference.Path(named)); slices.Contains(stores, name) {
			store = name
		}
	})
	spec := &set.Spec.Template.Spec
	spread := slices.ContainsFunc(spec.TopologySpreadConstraints, func(c corev1.TopologySpreadConstraint) bool {
		return c.WhenUnsatisfiable == corev1.DoNotSchedule
	})
	required := spec.Affinity != nil && spec.Affinity.PodAntiAffinity != nil && len(spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution) > 0
	if store != "" && !spread && !required {
		j.fail("spec.template.spec", "the copies of %s may share a node, and fall together: write affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution for kubernetes.io/hostname", store)
	}
}
