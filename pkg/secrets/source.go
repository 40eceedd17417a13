package secrets

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"
)

// Value names a secret value. Several Secrets may hold the same value.
type Value struct {
	// Name in templates, such as redisPassword.
	Name string
	// Variable of the environment that holds it, such as FLINKGEN_REDIS_PASSWORD.
	Variable string
	// Held says who else holds the value when flinkgen cannot invent it, such
	// as an external Redis; empty where any new value will do.
	Held string
}

// Source gives the text of a value.
type Source func(Value) (string, error)

// Random invents every value that nobody else holds: 32 letters and digits
// from crypto/rand, about 190 bits.
func Random() Source {
	return func(v Value) (string, error) {
		if v.Held != "" {
			return "", fmt.Errorf("%s is held by %s and cannot be invented: give it as %s with --from env", v.Name, v.Held, v.Variable)
		}
		return randomText(32)
	}
}

// Environment takes each value from its variable, or from the file that the
// variable with _FILE appended names. One line end at the end of a file is cut.
func Environment(lookup func(string) (string, bool)) Source {
	return func(v Value) (string, error) {
		if text, ok := lookup(v.Variable); ok {
			return check(v.Variable, text)
		}
		file, ok := lookup(v.Variable + "_FILE")
		if !ok {
			return "", fmt.Errorf("%s is not set: set %s to the %s, or %s_FILE to a file that holds it", v.Variable, v.Variable, v.Name, v.Variable)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%s_FILE: %w", v.Variable, err)
		}
		return check(v.Variable, strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"))
	}
}

// EnvironmentOrRandom takes a value from the environment where it is set there
// and invents it otherwise.
func EnvironmentOrRandom(lookup func(string) (string, bool)) Source {
	environment, random := Environment(lookup), Random()
	return func(v Value) (string, error) {
		_, set := lookup(v.Variable)
		_, file := lookup(v.Variable + "_FILE")
		if set || file {
			return environment(v)
		}
		return random(v)
	}
}

// check refuses what Redis's configuration file and URLs cannot carry. The
// error does not repeat the value.
func check(variable, text string) (string, error) {
	if text == "" {
		return "", fmt.Errorf("%s is empty", variable)
	}
	for _, r := range text {
		if r <= ' ' || r > '~' || r == '"' || r == '\'' || r == '\\' {
			return "", fmt.Errorf("%s holds a character that Redis' configuration cannot carry: use printable ASCII without spaces, quotes and backslashes", variable)
		}
	}
	return text, nil
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomText draws letters and digits without bias: a byte beyond the largest
// multiple of the alphabet's length is drawn again.
func randomText(length int) (string, error) {
	text := make([]byte, 0, length)
	draw := make([]byte, length)
	for len(text) < length {
		if _, err := rand.Read(draw); err != nil {
			return "", fmt.Errorf("no random numbers: %w", err)
		}
		for _, b := range draw {
			if int(b) < 256/len(alphabet)*len(alphabet) && len(text) < length {
				text = append(text, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(text), nil
}
