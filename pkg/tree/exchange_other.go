//go:build !linux

package tree

func exchange(string, string) error { return errNoExchange }

func moveNew(string, string) error { return errNoExchange }
