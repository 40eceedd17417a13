package memory

import (
	"fmt"
	"math"
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// share is a part that is a fraction of a total, between a least and a most.
type share struct {
	name        string
	least, most Component
	fraction    float64
	option      string
}

// share reads and checks the options of a part. Without names for the limits it has none.
func (s *settings) share(name string, least, most, fraction flink.Option, standardLeast, standardMost int64, standard float32) share {
	r := share{
		name:   name,
		least:  Component{Bytes: standardLeast},
		most:   Component{Bytes: standardMost},
		option: s.key(fraction),
	}
	if least != "" {
		r.least = s.size(least, "", standardLeast)
		r.most = s.size(most, "", standardMost)
	}
	r.fraction = s.fraction(fraction, standard)
	switch {
	case r.least.Bytes > r.most.Bytes:
		s.fail(&Error{
			Options: []string{r.least.Option, r.most.Option},
			Problem: fmt.Sprintf("%s: the least, %s of %s, is above the most, %s of %s", name, size(r.least.Bytes), r.least.Option, size(r.most.Bytes), r.most.Option),
			Cure:    fmt.Sprintf("lower %s or raise %s", r.least.Option, r.most.Option),
		})
	case r.fraction < 0 || r.fraction >= 1:
		s.fail(&Error{
			Options: []string{r.option},
			Problem: fmt.Sprintf("%s is %s", r.option, r.number()),
			Cure:    "write a fraction that is at least 0 and below 1",
		})
	}
	return r
}

// number is the fraction as people write it.
func (r share) number() string { return strconv.FormatFloat(r.fraction, 'g', -1, 32) }

// of is the part of a total.
func (s *settings) of(r share, total Component) Component {
	return s.clamp(r, total.Bytes, r.fraction, total.Name)
}

// beside is the part of a total that is not known yet, from the rest of it.
func (s *settings) beside(r share, rest int64, total string) Component {
	return s.clamp(r, rest, r.fraction/(1-r.fraction), total)
}

// clamp never fails for being out of the limits: it takes the limit.
func (s *settings) clamp(r share, base int64, factor float64, total string) Component {
	if s.problem != nil {
		return Component{Name: r.name}
	}
	part, ok := multiply(base, factor)
	if !ok {
		s.fail(&Error{
			Options: []string{r.option},
			Problem: fmt.Sprintf("%s %s makes %s larger than Flink can hold", r.option, r.number(), r.name),
			Cure:    "write a smaller fraction",
		})
		return Component{Name: r.name}
	}
	why := fmt.Sprintf("%s of %s", r.number(), total)
	switch {
	case part < r.least.Bytes:
		return Component{r.name, r.least.Bytes, Clamped, r.least.Option, fmt.Sprintf("%s is %s, raised to the least", why, size(part))}
	case part > r.most.Bytes:
		return Component{r.name, r.most.Bytes, Clamped, r.most.Option, fmt.Sprintf("%s is %s, lowered to the most", why, size(part))}
	}
	return Component{r.name, part, Derived, r.option, why}
}

// fits checks a part that is a remainder. Here a size out of the limits is an
// error, as Flink must not take more or less than what is left.
func (s *settings) fits(r share, part Component, cure string) {
	if part.Bytes < r.least.Bytes || part.Bytes > r.most.Bytes {
		s.fail(&Error{
			Options: []string{r.least.Option, r.most.Option},
			Problem: fmt.Sprintf("%s is %s, %s, which is not %s", r.name, part.Why, size(part.Bytes), r.limits()),
			Cure:    cure,
		})
	}
}

func (r share) limits() string {
	if r.most.Bytes == math.MaxInt64 {
		return fmt.Sprintf("at least %s (%s)", size(r.least.Bytes), r.least.Option)
	}
	return fmt.Sprintf("between %s (%s) and %s (%s)", size(r.least.Bytes), r.least.Option, size(r.most.Bytes), r.most.Option)
}

// unused warns of a fraction that is written for a part that is a remainder.
func (s *settings) unused(r share, fraction flink.Option, part, total Component) {
	if product, ok := multiply(total.Bytes, r.fraction); s.problem == nil && s.has(fraction) && (!ok || product != part.Bytes) {
		s.warn(FractionUnused, flink.Option(r.option), "%s %s has no effect: %s is %s, %s", r.option, r.number(), part.Name, part.Why, size(part.Bytes))
	}
}
