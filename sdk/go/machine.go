package gate

import (
	"os"
	"strings"
)

type machine struct {
	id         string
	isFromFile bool
	emptied    string // a source before it that says nothing
}

func isThroughAFile(path string) bool {
	for {
		if found, err := os.Stat(path); err == nil {
			return !found.IsDir()
		}
		if above(path) == path {
			return false
		}
		path = above(path)
	}
}

// idSaid is the id in what a system says of itself.
func idSaid(said string) string {
	bare := strings.Join(strings.FieldsFunc(said, isSpace), "")
	id := machineIDIn(bare)
	if bare == "" {
		refuse("machine_id_missing", "", "")
	}
	if id == "" {
		refuse("machine_id_not_usable", "", "")
	}
	return id
}

func readMachine(root string, fileAllowed bool, sources []string) machine {
	if fileAllowed && !isTooLong(root) {
		place := root + "/machine-id"
		file := folder{path: root}.read("machine-id")
		id := machineIDIn(file.text)
		switch {
		case file.is && id != "":
			return machine{id, true, ""}
		case file.absent() || isThroughAFile(root):
		case file.trouble == "no_permission":
			refuse("store_not_readable", place, "")
		case file.trouble == "read_failed" || file.trouble == "too_many_open_files":
			refuse("machine_id_not_readable", place, file.trouble)
		default:
			refuse("machine_id_file_invalid", place, "")
		}
	}
	said, emptied := "", ""
	for _, source := range sources {
		file := readSource(source)
		if file.trouble != "" {
			refuse("machine_id_not_readable", source, file.trouble)
		}
		if file.is && file.text == "" && emptied == "" {
			emptied = source
		}
		if file.text != "" {
			said, _, _ = strings.Cut(file.text, "\n")
			break
		}
	}
	if len(sources) == 0 {
		said = saidBySystem()
	}
	return machine{idSaid(said), false, emptied}
}
