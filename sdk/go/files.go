package gate

import (
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf8"
)

const (
	mostBytes = 16 * 1024 * 1024
	mostUnits = 262_144
	oPath     = 0x200000
)

// refusal is why it cannot be told. It is thrown, and caught by Check.
type refusal struct {
	code, path, cause string
}

func refuse(code, path, cause string) { panic(refusal{code, path, cause}) }

// state is of a file: absent, a text, or in trouble.
type state struct {
	text    string
	is      bool
	trouble string
}

func (s state) absent() bool { return !s.is && s.trouble == "" }

func codeOf(err error) syscall.Errno {
	var code syscall.Errno
	if errors.As(err, &code) {
		return code
	}
	return syscall.EIO
}

func isAbsent(err error) bool { return codeOf(err) == syscall.ENOENT }

func isDenied(err error) bool {
	code := codeOf(err)
	return code == syscall.EACCES || code == syscall.EPERM
}

var errNoFile = syscall.EOPNOTSUPP

func reasonOf(err error) string {
	if isDenied(err) {
		return "no_permission"
	}
	switch codeOf(err) {
	case syscall.EMFILE, syscall.ENFILE:
		return "too_many_open_files"
	case syscall.ELOOP, syscall.EMLINK, syscall.ENXIO, syscall.ENOTDIR, syscall.EISDIR, syscall.EOPNOTSUPP:
		return "not_a_file"
	}
	return "read_failed"
}

// folder is one that is open, as the system names what is open; or the data folder by its path, which may lead through links.
type folder struct {
	path   string
	handle int
}

func (f folder) close() {
	if f.handle > 0 {
		syscall.Close(f.handle)
	}
}

func (f folder) folder(name string) (folder, error) {
	for {
		handle, err := syscall.Open(f.path+"/"+name, oPath|syscall.O_DIRECTORY|syscall.O_NOFOLLOW|syscall.O_CLOEXEC, 0)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return folder{}, err
		}
		return folder{"/proc/self/fd/" + strconv.Itoa(handle), handle}, nil
	}
}

func (f folder) lookAt(name string) (*syscall.Stat_t, error) {
	var found syscall.Stat_t
	err := syscall.Lstat(f.path+"/"+name, &found)
	return &found, err
}

// listing is what is in a folder, in the order of its names. Of those that are no UTF-8 it has the text with U+FFFD: it opens nothing,
// or something else.
type listing struct{ names, unnamed []string }

func (f folder) list(name string) (listing, error) {
	// By itself: “.” in it could be reached by those alone who may enter it.
	opened, err := os.OpenFile(f.path+"/"+name, os.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return listing{}, err
	}
	defer opened.Close()
	found := listing{}
	all, err := opened.Readdirnames(-1)
	for _, one := range all {
		if utf8.ValidString(one) {
			found.names = append(found.names, one)
		} else {
			found.unnamed = append(found.unnamed, decode([]byte(one)))
		}
	}
	sortByUnits(found.names)
	sortByUnits(found.unnamed)
	return found, err
}

func isKind(mode uint32, kind uint32) bool { return mode&syscall.S_IFMT == kind }

func (f folder) regular(name string) (*os.File, error) {
	return openRegular(f.path+"/"+name, syscall.O_NOFOLLOW)
}

func openRegular(path string, flags int) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|flags, 0)
	if err != nil {
		return nil, err
	}
	if found, err := file.Stat(); err != nil || !found.Mode().IsRegular() {
		file.Close()
		return nil, errNoFile
	}
	return file, nil
}

func textIn(file *os.File, most int64) state {
	found, err := file.Stat()
	if err != nil {
		return state{trouble: reasonOf(err)}
	}
	if found.Size() > most {
		return state{trouble: "unreadable"}
	}
	data := make([]byte, found.Size()+1)
	length, err := io.ReadFull(file, data)
	if err == nil {
		return state{trouble: "unreadable"}
	}
	if err != io.EOF && err != io.ErrUnexpectedEOF {
		return state{trouble: reasonOf(err)}
	}
	return state{text: decode(data[:length]), is: true}
}

func (f folder) read(name string) state {
	file, err := f.regular(name)
	if err != nil && isAbsent(err) {
		return state{}
	}
	if err != nil {
		return state{trouble: reasonOf(err)}
	}
	defer file.Close()
	return textIn(file, mostBytes)
}

// readSource follows links.
func readSource(path string) state {
	if found, err := os.Stat(path); err == nil && !found.Mode().IsRegular() {
		return state{trouble: "not_a_file"}
	}
	file, err := openRegular(path, 0)
	if err != nil && isAbsent(err) {
		return state{}
	}
	if err != nil {
		return state{trouble: reasonOf(err)}
	}
	defer file.Close()
	// Whatever its size says: a file of the kernel's says none.
	data, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	if err != nil {
		return state{trouble: reasonOf(err)}
	}
	if len(data) > mostBytes {
		return state{trouble: "unreadable"}
	}
	return state{text: decode(data), is: true}
}

// isTooLong is of a data folder in which no store can be.
func isTooLong(root string) bool {
	long := len(root) > 490
	for _, name := range strings.Split(root, "/") {
		long = long || len(name) > 255
	}
	return long
}

func above(path string) string {
	end := strings.LastIndexByte(path, '/')
	if end <= 0 {
		return path[:min(len(path), 1)]
	}
	return path[:end]
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

// fileOnTheWay is what is no folder, of the data folder and those above it; empty: nothing is in the way.
func fileOnTheWay(path string) string {
	for {
		found, err := os.Stat(path)
		if err == nil && found.IsDir() {
			return ""
		}
		if err == nil {
			return path
		}
		if above(path) == path {
			return ""
		}
		path = above(path)
	}
}

var causes = map[syscall.Errno]string{
	syscall.EROFS: "read_only_disk", syscall.ENOENT: "cannot_be_made", syscall.EMFILE: "too_many_open_files",
	syscall.ENFILE: "too_many_open_files", syscall.ENOLCK: "no_locks", syscall.EOPNOTSUPP: "no_locks",
	syscall.ENAMETOOLONG: "name_too_long", syscall.EISDIR: "folder_in_the_way", syscall.ENOTDIR: "not_ours",
	syscall.EIO: "disk_fault", syscall.ENXIO: "disk_fault", syscall.ENODEV: "disk_fault", syscall.ESTALE: "share_away",
	syscall.ENOTCONN: "share_away", syscall.EHOSTDOWN: "share_away", syscall.ETIMEDOUT: "share_away",
	syscall.EBUSY: "EBUSY", syscall.ELOOP: "link_to_nowhere", syscall.EINVAL: "EINVAL", syscall.ENOMEM: "ENOMEM",
}

func fail(err error, path string) {
	if isDenied(err) {
		refuse("store_not_readable", path, "")
	}
	if codeOf(err) == syscall.ENOTDIR {
		if file := fileOnTheWay(path); file != "" {
			refuse("store_unreachable", file, "through_a_file")
		}
	}
	cause, known := causes[codeOf(err)]
	if !known {
		cause = "EIO"
	}
	refuse("store_unreachable", path, cause)
}
