package flink

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// durationUnits are the units of a duration and what they are called, in lower
// case. Source: TimeUtils of Flink 1.20.
var durationUnits = []struct {
	unit  time.Duration
	names []string
}{
	{24 * time.Hour, []string{"d", "day", "days"}},
	{time.Hour, []string{"h", "hour", "hours"}},
	{time.Minute, []string{"m", "min", "minute", "minutes"}},
	{time.Second, []string{"s", "sec", "secs", "second", "seconds"}},
	{time.Millisecond, []string{"", "ms", "milli", "millis", "millisecond", "milliseconds"}},
	{time.Microsecond, []string{"µs", "micro", "micros", "microsecond", "microseconds"}},
	{time.Nanosecond, []string{"ns", "nano", "nanos", "nanosecond", "nanoseconds"}},
}

// ParseDuration reads a duration as Flink writes it: a whole number and a unit
// in any case, such as 10 min or 60 SECONDS. Without a unit it is milliseconds.
func ParseDuration(text string) (time.Duration, error) {
	trimmed := strings.TrimSpace(text)
	digits := strings.IndexFunc(trimmed, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(trimmed)
	}
	number, err := strconv.ParseInt(trimmed[:digits], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("duration %q: write a whole number and a unit, such as 60 s", text)
	}
	name := strings.ToLower(strings.TrimSpace(trimmed[digits:]))
	for _, known := range durationUnits {
		if !slices.Contains(known.names, name) {
			continue
		}
		if number > math.MaxInt64/int64(known.unit) {
			return 0, fmt.Errorf("duration %q is too long", text)
		}
		return time.Duration(number) * known.unit, nil
	}
	return 0, fmt.Errorf("duration %q: unknown unit; use d, h, min, s, ms, µs or ns", text)
}
