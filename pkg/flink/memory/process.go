package memory

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

const (
	nameTotalProcess = "total process memory"
	nameTotalFlink   = "total Flink memory"
	nameMetaspace    = "JVM metaspace"
	nameOverhead     = "JVM overhead"
)

func (s *settings) metaspace(options processOptions) Component {
	standard := int64(256 * mebibyte)
	if !s.version.AtLeast(flink.Version{Major: 1, Minor: 11}) {
		standard = 96 * mebibyte
	}
	return s.size(options.metaspace, nameMetaspace, standard)
}

func (s *settings) overhead(options processOptions) share {
	return s.share(nameOverhead, options.overheadMin, options.overheadMax, options.overheadFraction, 192*mebibyte, 1024*mebibyte, 0.1)
}

// open takes what the JVM needs from the total of the process; the rest is Flink's.
func (p *Process) open(s *settings, options processOptions) {
	p.TotalProcess = s.written(options.process, nameTotalProcess)
	p.Metaspace = s.metaspace(options)
	p.Overhead = s.of(s.overhead(options), p.TotalProcess)
	jvm := s.sum(p.Metaspace, p.Overhead)
	if jvm > p.TotalProcess.Bytes {
		s.fail(&Error{
			Options: []string{p.TotalProcess.Option, p.Metaspace.Option, p.Overhead.Option},
			Problem: fmt.Sprintf("%s (%s) and %s (%s) are more than the %s of %s", p.Metaspace.Name, size(p.Metaspace.Bytes),
				p.Overhead.Name, size(p.Overhead.Bytes), size(p.TotalProcess.Bytes), p.TotalProcess.Option),
			Cure:  fmt.Sprintf("raise %s, or lower %s or %s", p.TotalProcess.Option, options.metaspace, options.overheadMin),
			raise: options.process,
		})
	}
	p.TotalFlink = Component{nameTotalFlink, p.TotalProcess.Bytes - jvm, Remainder, "", "what metaspace and overhead leave of total process memory"}
}

// enclose puts what the JVM needs around Flink's memory, within the total of
// the process if that is written.
func (p *Process) enclose(s *settings, options processOptions) {
	p.Metaspace = s.metaspace(options)
	if !s.has(options.process) {
		p.Overhead = s.beside(s.overhead(options), s.sum(p.TotalFlink, p.Metaspace), nameTotalProcess)
		p.TotalProcess = Component{nameTotalProcess, s.sum(p.TotalFlink, p.Metaspace, p.Overhead), Derived, "", "the sum of its parts"}
		return
	}
	p.TotalProcess = s.written(options.process, nameTotalProcess)
	r := s.overhead(options)
	inner := s.sum(p.TotalFlink, p.Metaspace)
	least, _ := add(inner, r.least.Bytes)
	most, _ := add(inner, r.most.Bytes)
	if p.TotalProcess.Bytes < inner {
		s.fail(&Error{
			Options: keys(p.TotalProcess, p.TotalFlink, p.Metaspace),
			Problem: fmt.Sprintf("the %s of %s are less than %s (%s) and %s (%s) together", size(p.TotalProcess.Bytes), p.TotalProcess.Option,
				p.TotalFlink.Name, size(p.TotalFlink.Bytes), p.Metaspace.Name, size(p.Metaspace.Bytes)),
			Cure: fmt.Sprintf("raise %s to at least %s, or leave %s out", p.TotalProcess.Option, size(least), options.flink),
		})
	}
	p.Overhead = Component{nameOverhead, p.TotalProcess.Bytes - inner, Remainder, "", "what Flink and metaspace leave of total process memory"}
	s.fits(r, p.Overhead, fmt.Sprintf("set %s to between %s and %s, change the limits, or leave out %s or the sizes of its parts", p.TotalProcess.Option, size(least), size(most), options.flink))
	s.unused(r, options.overheadFraction, p.Overhead, p.TotalProcess)
}

// keys are the options of components that have one.
func keys(components ...Component) []string {
	var keys []string
	for _, component := range components {
		if component.Option != "" {
			keys = append(keys, component.Option)
		}
	}
	return keys
}

// unset is the error of a process without any size to begin with.
func (s *settings) unset(options processOptions) {
	s.fail(&Error{
		Options: []string{string(options.process), string(options.flink)},
		Problem: "no size to derive the memory from",
		Cure:    fmt.Sprintf("set %s (the memory of the container), or %s, or %s", options.process, options.flink, options.parts),
	})
}

// since refuses versions that divided memory in another way.
func (s *settings) since(process string, first flink.Version) {
	if !s.version.AtLeast(first) {
		s.fail(&Error{
			Problem: fmt.Sprintf("Flink %v divides the memory of a %s in a way that is not known here", s.version, process),
			Cure:    fmt.Sprintf("use Flink %v or newer", first),
		})
	}
}
