package gate

import (
	"syscall"
	"unicode/utf16"
)

// Written by the table of tests/vectors/machine-ids.json, and not run on Windows.
var sources []string

// saidBySystem is MachineGuid of the registry, as 64-bit programs see it.
func saidBySystem() string {
	const view64 = 0x0100
	path, _ := syscall.UTF16PtrFromString(`SOFTWARE\Microsoft\Cryptography`)
	name, _ := syscall.UTF16PtrFromString("MachineGuid")
	var key syscall.Handle
	if syscall.RegOpenKeyEx(syscall.HKEY_LOCAL_MACHINE, path, 0, syscall.KEY_READ|view64, &key) != nil {
		return ""
	}
	defer syscall.RegCloseKey(key)
	data := make([]byte, 1024)
	kind, length := uint32(0), uint32(len(data))
	if syscall.RegQueryValueEx(key, name, nil, &kind, &data[0], &length) != nil || kind != syscall.REG_SZ {
		return ""
	}
	var units []uint16
	for i := 0; i+1 < int(length); i += 2 {
		unit := uint16(data[i]) | uint16(data[i+1])<<8
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
