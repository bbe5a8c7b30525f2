package gate

import "strings"

// inIoreg is IOPlatformUUID in what ioreg prints; empty: it is not in it.
func inIoreg(printed string) string {
	_, rest, _ := strings.Cut(printed, `"IOPlatformUUID" = "`)
	said, _, _ := strings.Cut(rest, `"`)
	return said
}
