package trace

import "math/bits"

// set is a set of trials, by their number.
type set []uint64

func (s *set) add(i int) {
	for len(*s) <= i/64 {
		*s = append(*s, 0)
	}
	(*s)[i/64] |= 1 << (i % 64)
}

func (s set) has(i int) bool { return i/64 < len(s) && s[i/64]&(1<<(i%64)) != 0 }

func (s set) at(word int) uint64 {
	if word < len(s) {
		return s[word]
	}
	return 0
}

func (s set) and(t set) set {
	both := make(set, min(len(s), len(t)))
	for i := range both {
		both[i] = s[i] & t[i]
	}
	return both
}

func (s set) or(t set) set {
	either := make(set, max(len(s), len(t)))
	for i := range either {
		either[i] = s.at(i) | t.at(i)
	}
	return either
}

func (s set) equal(t set) bool {
	for i := range max(len(s), len(t)) {
		if s.at(i) != t.at(i) {
			return false
		}
	}
	return true
}

// within says whether s is a subset of t.
func (s set) within(t set) bool {
	for i := range s {
		if s[i]&^t.at(i) != 0 {
			return false
		}
	}
	return true
}

func (s set) empty() bool { return s.count() == 0 }

func (s set) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
