package gate

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	longestRead = 15 * time.Second
	mostReports = 1000
)

type problem struct{ where, reason string }

type answerOfServer struct{ method, target, host, date, digest, signature, body string }

type stored struct {
	id, key, code, where, keyFile  string
	online, modeIsNoted, hadIDFile bool
	// Whether the code is as it was put; nil: nothing tells.
	codeIsAsPut *bool
	answer      *answerOfServer
	// It may be whole: it was not given to this reader, or not at this moment.
	answerIsUnread bool
}

type usage struct {
	amount float64
	days   map[float64]bool
	since  *float64
}

type back struct{ keyMinute, seat float64 }

func (s *store) giveBack(id string, issued float64, isKey bool) {
	number := licenseNumber(id)
	one, known := s.returned[number]
	if !known {
		one = back{math.Inf(-1), math.Inf(-1)}
	}
	if isKey {
		one.keyMinute = math.Max(one.keyMinute, minuteOf(issued))
	} else {
		one.seat = math.Max(one.seat, issued)
	}
	s.returned[number] = one
}

// store is what how licenses stand depends on.
type store struct {
	root            string
	folder          folder
	licenses        []*stored
	problems        []problem
	usage           map[string]usage
	usageIncomplete bool
	unread          *problem
	// Of each product, its trouble or none.
	reports map[string]string
	// By the number of its license, the latest that was given back of each kind.
	returned map[string]back
	mark     float64
}

func (s *store) isThere(name string) bool {
	_, err := s.folder.lookAt(name)
	if err != nil && !isAbsent(err) {
		fail(err, s.root)
	}
	return err == nil
}

func (s *store) held() bool { return s.isThere("store.json") || s.isThere("revision") }

const space = `[\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]*`

var gateInPieces = regexp.MustCompile(`"gate"` + space + `:` + space + `([0-9]{1,6})`)

func (s *store) refuseNewer() {
	found := s.folder.read("store.json")
	if found.absent() {
		s.held()
	}
	if !found.is {
		return
	}
	value, gate := readJSON(found.text), 0.0
	if isWhole(member(value, "writers"), 0, largest) && isWhole(member(value, "gate"), 0, largest) {
		gate = member(value, "gate").(float64)
	} else if piece := gateInPieces.FindStringSubmatch(found.text); piece != nil {
		gate = float64(number(piece[1]))
	}
	if gate > 1 {
		refuse("store_newer", s.root, "")
	}
}

func readStore(root string) *store {
	s := &store{root: root, folder: folder{path: root}, usage: map[string]usage{}, reports: map[string]string{}, returned: map[string]back{}}
	s.refuseNewer()
	wereHere := s.isThere("licensed")
	s.readUsage()
	s.readLicenses()
	if len(s.licenses) == 0 && len(s.problems) == 0 {
		s.lookForWhatIsGone(wereHere)
	}
	s.readReturned()
	if clock := s.folder.read("clock.json"); clock.is {
		if signed := member(readJSON(clock.text), "latestSigned"); isInstant(signed) {
			s.mark = signed.(float64)
		}
	}
	return s
}

// Licenses

type found struct {
	place    string
	license  *stored
	problems []problem
}

func withoutNewline(text string) string {
	if strings.HasSuffix(text, "\r\n") {
		return text[:len(text)-2]
	}
	return strings.TrimSuffix(text, "\n")
}

func recorded(s state) *answerOfServer {
	value := readJSON(s.text)
	a := &answerOfServer{}
	fields := map[string]*string{"method": &a.method, "target": &a.target, "host": &a.host, "date": &a.date,
		"digest": &a.digest, "signature": &a.signature, "body": &a.body}
	for name, into := range fields {
		text, ok := member(value, name).(string)
		if !s.is || !ok {
			return nil
		}
		*into = text
	}
	return a
}

// noteFacts is false where the side file is as good as none.
func (one *stored) noteFacts(s state, place string) bool {
	value := readJSON(s.text)
	id, mode, on := member(value, "id"), member(value, "mode"), member(value, "activatedOn")
	digest, idFile := member(value, "codeDigest"), member(value, "idFile")
	if !s.is || !isString(id) || (mode != any("online") && mode != any("offline")) || (on != nil && !isInstant(on)) {
		return false
	}
	if (!isMissing(digest) && !isString(digest)) || (!isMissing(idFile) && !isFlag(idFile)) {
		return false
	}
	one.online, one.modeIsNoted, one.hadIDFile = mode == any("online"), true, idFile == any(true)
	if isString(digest) {
		asPut := digest == any(hexHash(one.code, 64))
		one.codeIsAsPut = &asPut
	}
	if folderName(id.(string)) == place {
		one.id = id.(string)
	}
	return true
}

func readLicense(inside folder, place, where string) (*stored, []problem, error) {
	key, keyFile := inside.read("machine.lic"), "machine.lic"
	if key.absent() {
		key, keyFile = inside.read("typed.key"), "typed.key"
	}
	code := inside.read("code")
	if key.trouble == "no_permission" || code.trouble == "no_permission" {
		if _, err := inside.lookAt("code"); err != nil && !isAbsent(err) {
			return nil, nil, err
		}
	}
	var needed []problem
	if key.trouble != "" {
		needed = append(needed, problem{where + "/" + keyFile, key.trouble})
	}
	if code.trouble != "" {
		needed = append(needed, problem{where + "/code", code.trouble})
	}
	isNoKey := func(s state) bool { return units(s.text) > mostUnits || strings.Contains(s.text, "\x00") }
	switch {
	case len(needed) > 0:
	case !key.is || !code.is:
		needed = []problem{{where, "incomplete"}}
	case isNoKey(key):
		needed = []problem{{where + "/" + keyFile, "unreadable"}}
	case isNoKey(code):
		needed = []problem{{where + "/code", "unreadable"}}
	}
	if len(needed) > 0 {
		return nil, needed, nil
	}
	facts, answer := inside.read("activation.json"), state{}
	if answers, err := inside.folder("answers"); err == nil {
		answer = answers.read("validation.json")
		answers.close()
	} else if !isAbsent(err) {
		answer.trouble = reasonOf(err)
	}
	var problems []problem
	if facts.trouble != "" {
		problems = append(problems, problem{where + "/activation.json", facts.trouble})
	}
	if answer.trouble != "" {
		problems = append(problems, problem{where + "/answers/validation.json", answer.trouble})
	}
	one := &stored{id: place, key: key.text, code: withoutNewline(code.text), where: where, keyFile: keyFile, answer: recorded(answer)}
	switch answer.trouble {
	case "no_permission", "read_failed", "too_many_open_files":
		one.answerIsUnread = true
	}
	if !one.noteFacts(facts, place) {
		one.online = !answer.absent()
	}
	return one, problems, nil
}

// readOne is nil where it moved or vanished meanwhile.
func readOne(over folder, name, place, where string) *found {
	broken := func(err error) *found {
		if isAbsent(err) {
			return nil
		}
		reason := reasonOf(err)
		if reason == "not_a_file" {
			reason = "not_a_folder"
		}
		return &found{place, nil, []problem{{where, reason}}}
	}
	before, err := over.lookAt(name)
	if err != nil {
		return broken(err)
	}
	if !isKind(before.Mode, syscall.S_IFDIR) {
		return broken(syscall.ENOTDIR)
	}
	inside, err := over.folder(name)
	if err != nil {
		return broken(err)
	}
	defer inside.close()
	license, problems, err := readLicense(inside, place, where)
	if err != nil {
		return broken(err)
	}
	after, err := over.lookAt(name)
	if err != nil {
		return broken(err)
	}
	if after.Ino != before.Ino || after.Dev != before.Dev {
		return nil
	}
	return &found{place, license, problems}
}

type stand struct {
	in              listing
	folder, written string
	quiet           bool
}

func (s *store) look() stand {
	licenses := s.root + "/licenses"
	now := stand{written: s.folder.read("revision").text}
	at, err := s.folder.lookAt("licenses")
	if err != nil && isAbsent(err) {
		return now
	}
	if err != nil {
		fail(err, licenses)
	}
	changed := time.Unix(at.Mtim.Unix())
	if status := time.Unix(at.Ctim.Unix()); status.After(changed) {
		changed = status
	}
	now.quiet = changed.Add(time.Second).Before(time.Now())
	for _, one := range []int64{int64(at.Dev), int64(at.Ino), at.Mtim.Nano(), at.Ctim.Nano()} {
		now.folder += strconv.FormatInt(one, 10) + ":"
	}
	now.in, err = s.folder.list("licenses")
	if err != nil && codeOf(err) == syscall.ENOTDIR {
		refuse("store_unreachable", licenses, "not_ours")
	}
	if err != nil && !isAbsent(err) {
		fail(err, licenses)
	}
	return now
}

func (a stand) isSame(b stand) bool {
	return a.folder == b.folder && strings.Join(a.in.names, "/") == strings.Join(b.in.names, "/") &&
		len(a.in.unnamed) == len(b.in.unnamed) && (a.written == b.written || b.quiet)
}

var former = regexp.MustCompile(`\.for-([^.]+)$`)

func (s *store) readOnce(names []string) (all []*found, moved bool) {
	licenses := s.root + "/licenses"
	isFound := map[string]bool{}
	if len(names) > 0 {
		inside, err := s.folder.folder("licenses")
		switch {
		case err == nil:
			defer inside.close()
			for _, name := range names {
				if one := readOne(inside, name, name, "licenses/"+name); one != nil {
					all = append(all, one)
					isFound[name] = true
				}
			}
		case codeOf(err) == syscall.ENOTDIR:
			refuse("store_unreachable", licenses, "not_ours")
		case !isAbsent(err):
			fail(err, licenses)
		}
	}
	moved = len(all) < len(names)
	staged, err := s.folder.list("staging")
	if err != nil {
		return
	}
	staging, err := s.folder.folder("staging")
	if err != nil {
		return
	}
	defer staging.close()
	for _, name := range staged.names {
		place, _, _ := strings.Cut(name, ".")
		before := former.FindStringSubmatch(name)
		if strings.HasSuffix(name, ".removed") || isFound[place] || (before != nil && isFound[before[1]]) {
			continue
		}
		if one := readOne(staging, name, place, "staging/"+name); one != nil && one.license != nil {
			all = append(all, one)
			isFound[place] = true
		}
	}
	return
}

func (s *store) readLicenses() {
	deadline := time.Now().Add(longestRead)
	for {
		before := s.look()
		all, moved := s.readOnce(before.in.names)
		if after := s.look(); !moved && before.isSame(after) {
			for _, one := range all {
				if one.license != nil {
					s.licenses = append(s.licenses, one.license)
				}
				s.problems = append(s.problems, one.problems...)
			}
			// What nothing can be called by is no license that anybody wrote, and is not looked at.
			for _, name := range before.in.unnamed {
				s.problems = append(s.problems, problem{"licenses/" + name, "unreadable"})
			}
			return
		}
		if time.Now().After(deadline) {
			refuse("store_unreachable", s.root, "EBUSY")
		}
	}
}

// Where nothing was found

func (s *store) lookForWhatIsGone(wereHere bool) {
	if isTooLong(s.root) {
		refuse("store_unreachable", s.root, "name_too_long")
	}
	near := s.root
	for {
		if _, err := os.Stat(near); err == nil || above(near) == near {
			break
		}
		near = above(near)
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(near, &disk); err != nil {
		fail(err, s.root)
	}
	if disk.Type == 0x9fa0 || disk.Type == 0x62656572 {
		refuse("store_unreachable", s.root, "cannot_be_made")
	}
	at, err := os.Stat(s.root)
	if err != nil && isAbsent(err) {
		s.refuseDeadLink()
		return
	}
	if err != nil {
		fail(err, s.root)
	}
	if !at.IsDir() {
		refuse("store_unreachable", s.root, "not_ours")
	}
	gone := func(reason string) { s.problems = append(s.problems, problem{"licenses", reason}) }
	switch {
	case wereHere && s.isThere("licensed"):
		gone("gone")
	case s.held():
		if !s.isThere("licenses") {
			gone("gone")
		}
	case isMountPoint(s.root):
		gone("not_mounted")
	}
}

func (s *store) refuseDeadLink() {
	for place := s.root; ; place = above(place) {
		at, err := os.Lstat(place)
		if err == nil && at.Mode()&os.ModeSymlink != 0 {
			refuse("store_unreachable", s.root, "link_to_nowhere")
		}
		if err != nil && !isAbsent(err) {
			fail(err, s.root)
		}
		if err == nil || above(place) == place {
			return
		}
	}
}

func isMountPoint(root string) bool {
	real, err := filepath.EvalSymlinks(root)
	var here, over syscall.Stat_t
	if err == nil {
		err = syscall.Stat(real, &here)
	}
	if err == nil {
		err = syscall.Stat(above(real), &over)
	}
	if err != nil {
		fail(err, root)
	}
	return here.Dev != over.Dev || inTable("/proc/self/mountinfo", 4, real) || inTable("/etc/fstab", 1, real)
}

var escaped = regexp.MustCompile(`\\[0-7]{3}`)

func inTable(table string, column int, place string) bool {
	data, _ := os.ReadFile(table)
	for _, line := range strings.Split(string(data), "\n") {
		fields := strings.Fields(line)
		if strings.HasPrefix(line, "#") || len(fields) <= column {
			continue
		}
		if place == escaped.ReplaceAllStringFunc(fields[column], func(code string) string {
			n, _ := strconv.ParseUint(code[1:], 8, 16)
			return string([]byte{byte(n)})
		}) {
			return true
		}
	}
	return false
}

// Beside the licenses

// pieces are from a brace to the next.
func pieces(text string) []any {
	var all []any
	if hasTooMany(text) {
		return all
	}
	for i, part := range strings.Split(text, "{") {
		inside, _, closed := strings.Cut(part, "}")
		if i == 0 || !closed {
			continue
		}
		if piece := readJSON("{" + inside + "}"); !isMissing(piece) {
			all = append(all, piece)
		}
	}
	return all
}

func record(value any) (string, usage, bool) {
	product, amount := member(value, "product"), member(value, "usage")
	since, days := member(value, "overLimitSince"), member(value, "overLimitDays")
	list, isList := days.([]any)
	one := usage{days: map[float64]bool{}}
	if !isString(product) || !isWhole(amount, 0, largest) || !isInstant(member(value, "reportedAt")) {
		return "", one, false
	}
	if (!isNullish(since) && !isInstant(since)) || (!isMissing(days) && !isList) || len(list) > 10_000 {
		return "", one, false
	}
	for _, each := range list {
		if !isWhole(each, -1e8, 1e8) {
			return "", one, false
		}
		one.days[each.(float64)] = true
	}
	if at, ok := since.(float64); ok {
		one.since = &at
	}
	one.amount = amount.(float64)
	return product.(string), one, true
}

// with is of two records of one product. The days of the first are filled up: there may be many that come after it.
func (u usage) with(other usage) usage {
	for each := range other.days {
		u.days[each] = true
	}
	if other.amount > u.amount {
		u.amount = other.amount
	}
	if u.since == nil || (other.since != nil && *other.since < *u.since) {
		u.since = other.since
	}
	return u
}

func (s *store) readUsageFile() {
	file := s.folder.read("usage.json")
	if file.absent() {
		in, err := s.folder.list("usage-history")
		s.usageIncomplete = len(in.names)+len(in.unnamed) > 0 || (err != nil && !isAbsent(err))
		return
	}
	if file.trouble != "" {
		s.usageIncomplete = true
		if file.trouble != "unreadable" {
			s.unread = &problem{"usage.json", file.trouble}
		}
		return
	}
	value := readJSON(file.text)
	incomplete := member(value, "incomplete")
	entries, isFile := member(value, "usage").([]any)
	isFile = isFile && (isMissing(incomplete) || isFlag(incomplete))
	if !isFile {
		entries = pieces(file.text)
	}
	for _, entry := range entries {
		product, one, ok := record(entry)
		if !ok {
			continue
		}
		if known, twice := s.usage[product]; twice {
			one = known.with(one)
		}
		s.usage[product] = one
	}
	s.usageIncomplete = !isFile || len(s.usage) != len(entries) || incomplete == any(true)
}

var reportForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.json$`)

// readReport is false where it went meanwhile.
func readReport(over folder, name string, owner *syscall.Stat_t) (amount float64, trouble string, is bool) {
	file, err := over.regular(name)
	if err != nil {
		return 0, reasonOf(err), !isAbsent(err)
	}
	defer file.Close()
	var at syscall.Stat_t
	if err := syscall.Fstat(int(file.Fd()), &at); err != nil {
		return 0, reasonOf(err), true
	}
	isOpen := (at.Mode|owner.Mode)&0o002 != 0
	if isOpen || (at.Uid != 0 && at.Uid != owner.Uid && at.Gid != owner.Gid) {
		return 0, "other_owner", true
	}
	text := textIn(file, 4096)
	if text.trouble != "" {
		return 0, text.trouble, true
	}
	said := member(readJSON(text.text), "usage")
	if !isWhole(said, 0, largest) {
		return 0, "unreadable", true
	}
	return said.(float64), "", true
}

func (s *store) readUsage() {
	s.readUsageFile()
	unread := func(reason string) {
		s.usage, s.unread = map[string]usage{}, &problem{"usage", reason}
	}
	owner, err := s.folder.lookAt("usage")
	var in listing
	if err == nil {
		in, err = s.folder.list("usage")
	}
	var inside folder
	if err == nil {
		inside, err = s.folder.folder("usage")
	}
	if err != nil {
		if !isAbsent(err) {
			unread(reasonOf(err))
		}
		return
	}
	defer inside.close()
	var reports []string
	for _, name := range in.names {
		if reportForm.MatchString(name) {
			reports = append(reports, name)
		}
	}
	if len(reports) > mostReports {
		unread("unreadable")
		return
	}
	for _, name := range reports {
		amount, trouble, is := readReport(inside, name, owner)
		if !is {
			continue
		}
		product := strings.TrimSuffix(name, ".json")
		before := s.usage[product]
		delete(s.usage, product)
		s.reports[product] = trouble
		if trouble == "" {
			before.amount = amount
			s.usage[product] = before
		}
	}
}

// hasReported goes by what was read, as the usage was: a product may report for the first time in between.
func (s *store) hasReported(product string) bool {
	if s.unread != nil && s.unread.where == "usage" {
		return true
	}
	if _, is := s.reports[product]; is {
		return true
	}
	if !s.hasHistory(product) {
		return false
	}
	// In this order: a writer puts the record first.
	now := &store{folder: s.folder, usage: map[string]usage{}}
	now.readUsageFile()
	_, isRecorded := now.usage[product]
	return !isRecorded
}

func (s *store) hasHistory(product string) bool {
	history, err := s.folder.folder("usage-history")
	if err != nil {
		return !isAbsent(err) && s.usageIncomplete
	}
	defer history.close()
	file := history.read(folderName(product) + ".json")
	return file.is || (file.trouble != "" && s.usageIncomplete)
}

func (s *store) readReturned() {
	file := s.folder.read("returned.json")
	if !file.is {
		return
	}
	value := readJSON(file.text)
	incomplete, second := member(value, "incomplete"), member(value, "givenBack")
	keys, isFile := member(value, "returned").([]any)
	seats, isList := second.([]any)
	isFile = isFile && (isList || isMissing(second)) && (isMissing(incomplete) || isFlag(incomplete))
	entries := append(append([]any{}, keys...), seats...)
	if !isFile {
		entries = pieces(file.text)
	}
	for _, entry := range entries {
		id, ok := member(entry, "licenseId").(string)
		issued := member(entry, "issued")
		if !ok || !isInstant(issued) {
			continue
		}
		if isInstant(member(entry, "returned")) && isString(member(entry, "returnCode")) {
			s.giveBack(id, issued.(float64), true)
		}
		if isInstant(member(entry, "givenBack")) {
			s.giveBack(id, issued.(float64), false)
		}
	}
}
