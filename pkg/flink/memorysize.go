package flink

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

// ParseMemorySize reads a size as Flink writes it: a whole number and a unit,
// which is a power of 1024 whatever it is called (2g is 2 GiB). Without a unit
// it is bytes. Source: MemorySize of Flink.
func ParseMemorySize(text string) (int64, error) {
	trimmed := strings.TrimSpace(text)
	digits := strings.IndexFunc(trimmed, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(trimmed)
	}
	number, err := strconv.ParseUint(trimmed[:digits], 10, 63)
	if err != nil {
		return 0, fmt.Errorf("memory size %q: write a whole number and a unit, such as 2048m", text)
	}
	var shift uint
	switch strings.ToLower(strings.TrimSpace(trimmed[digits:])) {
	case "", "b", "bytes":
	case "k", "kb", "kibibytes":
		shift = 10
	case "m", "mb", "mebibytes":
		shift = 20
	case "g", "gb", "gibibytes":
		shift = 30
	case "t", "tb", "tebibytes":
		shift = 40
	default:
		return 0, fmt.Errorf("memory size %q: unknown unit; use b, k, m, g or t", text)
	}
	if bits.Len64(number)+int(shift) > 63 {
		return 0, fmt.Errorf("memory size %q is too large", text)
	}
	return int64(number << shift), nil
}

// ParseResourceMemory reads resource.memory as the operator does: Flink's
// syntax first and, where it knows them, Kubernetes quantities (2Gi). Source:
// FLINK-31871, ResourceConfigUtils.parseResourceMemoryString.
func (o OperatorRelease) ParseResourceMemory(text string) (int64, error) {
	size, err := ParseMemorySize(text)
	if err == nil || !o.Quantities {
		return size, err
	}
	quantity, quantityErr := resource.ParseQuantity(quantityText(text))
	if quantityErr != nil {
		return 0, err
	}
	return quantity.Value(), nil
}

// quantityText brings a size into the spelling of Kubernetes, as the operator
// does: 2gi and 2GiB become 2Gi.
func quantityText(text string) string {
	upper := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	upper = strings.TrimSuffix(upper, "B")
	if binary, isBinary := strings.CutSuffix(upper, "I"); isBinary {
		return binary + "i"
	}
	return upper
}
