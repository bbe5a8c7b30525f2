package gate

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"unicode/utf8"
)

const (
	mostBytes = 16 * 1024 * 1024
	mostUnits = 262_144
	oPath     = 0x200000
	atCwd     = -0x64
)

// refusal is why it cannot be told. It is thrown, and caught by Check.
type refusal struct {
	code, path, cause string
	// Whose usage is not known; else empty.
	product string
}

func refuse(code, path, cause string) { panic(refusal{code: code, path: path, cause: cause}) }

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

// folder is one that is open, by its handle; or the data folder by its path, which may lead through links. Nothing goes by /proc,
// which may not be mounted.
type folder struct {
	path   string
	handle int
}

func (f folder) close() {
	if f.handle > 0 {
		syscall.Close(f.handle)
	}
}

func (f folder) open(name string, flags int, mode uint32) (int, error) {
	at := f.handle
	if f.path != "" {
		at, name = atCwd, f.path+"/"+name
	}
	for {
		handle, err := syscall.Openat(at, name, flags|syscall.O_CLOEXEC, mode)
		if err != syscall.EINTR {
			return handle, err
		}
	}
}

func (f folder) file(name string, flags int, mode uint32) (*os.File, error) {
	handle, err := f.open(name, flags, mode)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(handle), name), nil
}

func (f folder) folder(name string) (folder, error) {
	handle, err := f.open(name, oPath|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	return folder{handle: handle}, err
}

func (f folder) lookAt(name string) (*syscall.Stat_t, error) {
	var found syscall.Stat_t
	if f.path != "" {
		err := syscall.Lstat(f.path+"/"+name, &found)
		return &found, err
	}
	// The standard library has no fstatat for every processor.
	handle, err := f.open(name, oPath|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return &found, err
	}
	defer syscall.Close(handle)
	err = syscall.Fstat(handle, &found)
	return &found, err
}

// listing is what is in a folder, in the order of its names. Of those that are no UTF-8 it has the text with U+FFFD: it opens nothing,
// or something else.
type listing struct{ names, unnamed []string }

func (f folder) list(name string) (listing, error) {
	// By itself: “.” in it could be reached by those alone who may enter it.
	opened, err := f.file(name, syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
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
	return onlyRegular(f.file(name, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOFOLLOW, 0))
}

func onlyRegular(file *os.File, err error) (*os.File, error) {
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
	file, err := onlyRegular(os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0))
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
