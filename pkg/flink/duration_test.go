package flink

import (
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"60 SECONDS": time.Minute, "10 min": 10 * time.Minute, "1h": time.Hour, "2d": 48 * time.Hour, "500": 500 * time.Millisecond,
		" 3 s ": 3 * time.Second, "7µs": 7 * time.Microsecond, "1 nano": time.Nanosecond, "106751 days": 106751 * 24 * time.Hour,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("ParseDuration(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "min", "-1 s", "1.5 s", "1 fortnight", "106752 days", "99999999999999999999 s"} {
		if got, err := ParseDuration(text); err == nil {
			t.Errorf("ParseDuration(%q) = %v, want an error", text, got)
		}
	}
}
