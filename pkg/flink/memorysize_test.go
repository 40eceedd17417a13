package flink

import "testing"

func TestParseMemorySize(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "1024": 1024, "1b": 1, "2 kb": 2048, "1600m": 1677721600, "2g": 2147483648,
		"2G": 2147483648, "1 GibiBytes": 1073741824, "1t": 1 << 40, " 5m ": 5 << 20,
	} {
		if got, err := ParseMemorySize(text); err != nil || got != want {
			t.Errorf("ParseMemorySize(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "m", "1.5g", "2Gi", "-1m", "1 mm", "9223372036854775808", "8388608t"} {
		if got, err := ParseMemorySize(text); err == nil {
			t.Errorf("ParseMemorySize(%q) = %d, want an error", text, got)
		}
	}
}

func TestParseResourceMemory(t *testing.T) {
	for _, test := range []struct {
		operator, text string
		want           int64
		ok             bool
	}{
		{"1.15.0", "2g", 2147483648, true},
		{"1.15.0", "2Gi", 2147483648, true},
		{"1.15.0", "1.5gi", 1610612736, true},
		{"1.15.0", "1.5GiB", 1610612736, true},
		{"1.15.0", "2GB", 2147483648, true},
		{"1.15.0", "lots", 0, false},
		{"1.6.1", "2Gi", 0, false},
		{"1.6.1", "2048m", 2147483648, true},
	} {
		operator, _ := Operator(test.operator)
		got, err := operator.ParseResourceMemory(test.text)
		if got != test.want || (err == nil) != test.ok {
			t.Errorf("operator %s reads %q as %d, %v", test.operator, test.text, got, err)
		}
	}
}
