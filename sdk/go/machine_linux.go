package gate

var sources = []string{"/var/lib/dbus/machine-id", "/etc/machine-id"}

func saidBySystem() string { return "" }
