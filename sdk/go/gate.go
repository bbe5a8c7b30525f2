// SPDX-License-Identifier: MIT

// Package gate tells a licensed product whether it may run on this machine.
//
// It reads what Activation Desk stores, by docs/formats/gate-v1.md. Nothing here prints, exits, opens a socket, starts a
// program or writes, but for ReportUsage.
package gate

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"
)

// Version is that of Activation Desk.
const Version = "0.1.0"

// Verdict is no number: one that nobody told, as of an Answer that is still to come, is CouldNotTell, which no zero of a
// process's end may be.
type Verdict string

const (
	CouldNotTell  Verdict = ""
	MayRun        Verdict = "may run"
	MayNot        Verdict = "may not"
	machineFolder         = "/var/lib/activation-desk"
)

// String is never empty.
func (v Verdict) String() string {
	if v == MayRun || v == MayNot {
		return string(v)
	}
	return "could not tell"
}

// ExitStatus is as the command exits: 0 may run, 1 may not, 2 could not tell.
func (v Verdict) ExitStatus() int {
	switch v {
	case MayRun:
		return 0
	case MayNot:
		return 1
	}
	return 2
}

// Asked is what is asked of a product besides whether it may run.
type Asked func(*question)

type question struct {
	product string
	// nil: not asked.
	built, feature *string
}

// Built asks of the version that was built on that day, "2026-12-31", or at a moment with Z.
func Built(built string) Asked { return func(q *question) { q.built = &built } }

// Feature asks for what a license that lets run has to have.
func Feature(feature string) Asked { return func(q *question) { q.feature = &feature } }

// Answer is the gate's. Times are milliseconds since 1970 in UTC; nil: there is none.
type Answer struct {
	Verdict Verdict
	// Of the license that decides, or "not_licensed"; empty where it could not tell.
	Status string
	// Why it may not run; where it could not tell, the code of what stood in the way.
	Reason                                          string
	Limit, Usage, Until, DaysLeft, MaintenanceUntil *int64
	Features                                        []string
	// Where it could not tell: the place, and what is the matter with it.
	ErrorPath, ErrorCause string
	// Of a test vendor: says nothing of a real license.
	IsTest bool
	// One line, as `check --json` prints it, without its end.
	JSON string
	// The verdict, why, until when, and what to do, in English.
	Sentence string
}

// MayRun is false, too, where it could not tell: see Verdict.
func (a Answer) MayRun() bool { return a.Verdict == MayRun }

// Gate never changes: any number of goroutines may ask it at once.
type Gate struct {
	profile string
	// Empty: it can be none.
	root string
	// Of tests alone: a clock that stands, and other sources of the machine's id.
	clock   *float64
	sources []string
}

// Open takes the vendor profile as JSON, compiled into the product: it holds the public keys. An empty folder is the
// machine-wide one. A profile that is none, and a folder that can be none, is said by every answer.
func Open(vendorProfile, dataFolder string) *Gate {
	if dataFolder == "" {
		dataFolder = machineFolder
	}
	absolute, err := filepath.Abs(dataFolder)
	// U+FFFD stands for letters that were lost on the way here; in what is no UTF-8 other languages have it.
	both := dataFolder + "/" + absolute
	if err != nil || strings.ContainsAny(both, "\x00\uFFFD") || !utf8.ValidString(both) {
		absolute = ""
	}
	return &Gate{profile: vendorProfile, root: absolute, sources: sources}
}

// Check asks, verified anew from the files. It always answers: of a gate that is nil, too.
func (g *Gate) Check(product string, asked ...Asked) (answer Answer) {
	isTest := false
	defer func() {
		switch left := recover().(type) {
		case nil:
		case refusal:
			answer = refused(left, isTest)
		default:
			panic(left)
		}
	}()
	q := question{product: product}
	for _, add := range asked {
		if add != nil {
			add(&q)
		}
	}
	var p *profile
	if g != nil {
		p = profileIn(decode([]byte(g.profile)))
		isTest = p != nil && p.test
	}
	needInput(g != nil && g.root != "")
	r := request{product: named200(q.product), isFeature: q.feature != nil, isBuilt: q.built != nil}
	if r.isFeature {
		r.feature = named200(*q.feature)
	}
	if r.isBuilt {
		at, is := builtOn(*q.built)
		needInput(is)
		r.built = at
	}
	needProfile(p != nil)
	if len(p.keys) == 0 {
		refuse("vendor_without_keys", "", "")
	}
	m := readMachine(g.root, p.machineIDFile, g.sources)
	s := readStore(g.root)
	clock := float64(time.Now().UnixMilli())
	if g.clock != nil {
		clock = *g.clock
	}
	return judge(s, m, p, &r, clock).answer(p, &r)
}

func needInput(holds bool) {
	if !holds {
		refuse("invalid_input", "", "")
	}
}

// named200 is of a product or feature: 1 to 200 units.
func named200(said string) string {
	text := decode([]byte(said))
	needInput(isText(text, 1, 200))
	return text
}

func builtOn(built string) (float64, bool) {
	isDay := len(built) == 10
	isMoment := len(built) > 11 && built[10] == 'T' && built[len(built)-1] == 'Z'
	if !isDay && !isMoment {
		return 0, false
	}
	return readInstant(built)
}

var productForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// ErrInput is of a product whose code has no such file, of a number below 0 or above 2⁵³ − 1, or of a gate without a folder.
var ErrInput = errors.New("no product or number that can be reported")

var reported atomic.Int64

// ReportUsage writes usage/<product>.json whole (docs/formats/usage-report.md).
func (g *Gate) ReportUsage(product string, amount int64) error {
	if g == nil || g.root == "" || !productForm.MatchString(product) || amount < 0 || amount > largest {
		return ErrInput
	}
	inside, err := folder{path: g.root}.folder("usage")
	if err != nil {
		return fmt.Errorf("usage: %w", err)
	}
	defer inside.close()
	name, place := fmt.Sprintf("%s.%d-%d-%d.tmp", product, os.Getpid(), time.Now().UnixNano(), reported.Add(1)), product+".json"
	err = writeWhole(inside, name, fmt.Sprintf("{\"usage\":%d}\n", amount))
	if err == nil {
		err = syscall.Renameat(inside.handle, name, inside.handle, place)
	}
	if err != nil {
		_ = syscall.Unlinkat(inside.handle, name)
		return fmt.Errorf("usage/%s: %w", place, err)
	}
	if opened, err := inside.file(".", syscall.O_RDONLY|syscall.O_DIRECTORY, 0); err == nil {
		defer opened.Close()
		return opened.Sync()
	}
	return nil
}

func writeWhole(inside folder, name, text string) error {
	file, err := inside.file(name, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.Chmod(0o640); err != nil {
		return err
	}
	if _, err := file.WriteString(text); err != nil {
		return err
	}
	return file.Sync()
}

const (
	shortest = 10 * time.Millisecond
	longest  = 24 * time.Hour
)

// Watch asks of the product again and again, and calls back with the first answer and with each that differs from the one
// before, until stop is called: by anybody, the listener too, any number of times. Behind stop no callback begins: it waits for one
// that runs, unless that calls it, and for no question. A panic of the
// listener is passed over: it ends no product. every is from 10 milliseconds to a day; others count as the nearer of these.
func (g *Gate) Watch(listener func(Answer), product string, every time.Duration, asked ...Asked) (stop func()) {
	if every < shortest {
		every = shortest
	} else if every > longest {
		every = longest
	}
	w := &watch{stops: make(chan struct{})}
	w.changed = sync.NewCond(&w.mutex)
	go func() {
		for last := ""; ; {
			if now := g.Check(product, asked...); now.JSON != last && w.begins() {
				last = now.JSON
				w.call(listener, now)
			}
			pause := time.NewTimer(every)
			select {
			case <-w.stops:
				pause.Stop()
				return
			case <-pause.C:
			}
		}
	}()
	return w.stop
}

type watch struct {
	stops   chan struct{}
	mutex   sync.Mutex
	changed *sync.Cond
	stopped bool
	// The goroutine of the call that runs; empty: none does.
	calling string
}

// begins: who stops the watch sees a call that runs, or none begins.
func (w *watch) begins() bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if !w.stopped {
		w.calling = goroutine()
	}
	return !w.stopped
}

func (w *watch) call(listener func(Answer), now Answer) {
	defer func() {
		_ = recover()
		w.mutex.Lock()
		defer w.mutex.Unlock()
		w.calling = ""
		w.changed.Broadcast()
	}()
	listener(now)
}

func (w *watch) stop() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if !w.stopped {
		close(w.stops)
	}
	w.stopped = true
	if w.calling == "" {
		return
	}
	for own := goroutine(); w.calling != "" && w.calling != own; {
		w.changed.Wait()
	}
}

// goroutine is the running one's name, “goroutine 7”, as a trace has it: there is no other way to know a listener that stops its own watch.
func goroutine() string {
	var trace [64]byte
	name, _, _ := strings.Cut(string(trace[:runtime.Stack(trace[:], false)]), " [")
	return name
}

func refused(left refusal, isTest bool) Answer {
	json := `{"error":{"code":` + quoted(left.code)
	if isTest {
		json = `{"test":true,` + json[1:]
	}
	var params []string
	if left.path != "" {
		params = append(params, `"path":`+quoted(left.path))
	}
	if left.cause != "" {
		params = append(params, `"reason":`+quoted(left.cause))
	}
	if left.product != "" {
		params = append(params, `"product":`+quoted(left.product))
	}
	if len(params) > 0 {
		json += `,"params":{` + strings.Join(params, ",") + "}"
	}
	return Answer{Verdict: CouldNotTell, Reason: left.code, ErrorPath: left.path, ErrorCause: left.cause, IsTest: isTest,
		JSON: json + "}}", Sentence: refusalSentence(left, isTest)}
}

func written(number float64) string {
	if number == 0 {
		return "0"
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}
