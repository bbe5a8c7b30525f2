package gate

import "os/exec"

// Written by the table of tests/vectors/machine-ids.json, and not run on a Mac. The standard library reads nothing of its
// kernel's registry: a program of the system is started for it, by its whole path and without an environment.
var sources []string

func saidBySystem() string {
	program := exec.Command("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
	program.Env = []string{}
	printed, _ := program.Output()
	return inIoreg(string(printed))
}
