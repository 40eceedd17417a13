package check

import "fmt"

// item is the path of an item of a list.
func item(list string, index int) string { return fmt.Sprintf("%s[%d]", list, index) }
