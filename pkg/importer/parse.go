package importer

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

var long = map[string]string{"--target": "-t", "--parallelism": "-p", "--class": "-c", "--fromSavepoint": "-s", "--detached": "-d", "--allowNonRestoredState": "-n"}

// parse takes the words apart: options, the jar, the arguments of the program.
func (c *command) parse(words []string) error {
	for i := 0; i < len(words); i++ {
		word := words[i]
		name, value, joined := strings.Cut(word, "=")
		name = cmp.Or(long[name], name)
		if strings.HasPrefix(word, "-D") {
			if word == "-D" {
				if i++; i == len(words) {
					return errors.New("option -D needs key=value")
				}
				word += words[i]
			}
			key, value, hasValue := strings.Cut(word[2:], "=")
			if !hasValue {
				value = "true"
			}
			c.options[key] = value
			continue
		}
		switch name {
		case "-d":
			continue
		case "-n":
			c.job.AllowNonRestoredState = new(true)
			continue
		case "-t", "-p", "-c", "-s":
			if !joined {
				if i++; i == len(words) {
					return fmt.Errorf("option %s needs a value", name)
				}
				value = words[i]
			}
			if err := c.option(name, value); err != nil {
				return err
			}
			continue
		}
		if strings.HasPrefix(word, "-") {
			return fmt.Errorf("unknown option %s: known are -t, -p, -c, -s, -n, -d and -D", name)
		}
		c.job.JarURI, c.job.Args = word, words[i+1:]
		break
	}
	c.target = cmp.Or(c.target, c.options["execution.target"], "kubernetes-application")
	return nil
}

func (c *command) option(name, value string) error {
	switch name {
	case "-t":
		c.target = value
	case "-c":
		c.job.EntryClass = value
	case "-s":
		c.job.InitialSavepointPath = value
	case "-p":
		parallelism, err := strconv.ParseInt(value, 10, 32)
		if err != nil || parallelism < 1 {
			return errors.New("option -p needs a whole number")
		}
		c.job.Parallelism = int32(parallelism)
	}
	return nil
}
