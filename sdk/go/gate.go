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
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Version is that of Activation Desk.
const Version = "0.1.0"

// Verdict is as the command exits.
type Verdict int

const (
	MayRun        Verdict = 0
	MayNot        Verdict = 1
	CouldNotTell  Verdict = 2
	machineFolder         = "/var/lib/activation-desk"
)

// Question is what is asked. Built is the day on which the asking version was built, "2026-12-31", or a moment with Z.
// Built and Feature are not asked where they are empty.
type Question struct{ Product, Built, Feature string }

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
	// One line, as `check --json` prints it, without its end.
	JSON string
}

// Gate never changes: any number of goroutines may ask it at once.
type Gate struct {
	profile, root string
	// Of tests alone: a clock that stands, and other sources of the machine's id.
	clock   *float64
	sources []string
}

// Open takes the vendor profile as JSON, compiled into the product: it holds the public keys. An empty folder is the
// machine-wide one. A profile that is none is said by every answer.
func Open(vendorProfile, dataFolder string) *Gate {
	if dataFolder == "" {
		dataFolder = machineFolder
	}
	if absolute, err := filepath.Abs(dataFolder); err == nil {
		dataFolder = absolute
	}
	return &Gate{profile: vendorProfile, root: dataFolder, sources: sources}
}

// Check asks, verified anew from the files.
func (g *Gate) Check(asked Question) (answer Answer) {
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
	product, feature := decode([]byte(asked.Product)), decode([]byte(asked.Feature))
	built, isBuilt := builtOn(asked.Built)
	if !isText(product, 1, 200) || !isText(feature, 0, 200) || (asked.Built != "" && !isBuilt) {
		refuse("invalid_input", "", "")
	}
	p := readProfile(decode([]byte(g.profile)))
	isTest = p.test
	if len(p.keys) == 0 {
		refuse("vendor_without_keys", "", "")
	}
	m := readMachine(g.root, p.machineIDFile, g.sources)
	s := readStore(g.root)
	clock := float64(time.Now().UnixMilli())
	if g.clock != nil {
		clock = *g.clock
	}
	j := judge(s, m, p, product, clock)
	return j.answer(p, product, feature, built, isBuilt)
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

// ErrInput is of a product whose code has no such file, or of a number below 0 or above 2⁵³ − 1.
var ErrInput = errors.New("no product or number that can be reported")

var reported atomic.Int64

// ReportUsage writes usage/<product>.json whole (docs/formats/usage-report.md).
func (g *Gate) ReportUsage(product string, amount int64) error {
	if !productForm.MatchString(product) || amount < 0 || amount > largest {
		return ErrInput
	}
	inside, err := folder{path: g.root}.folder("usage")
	if err != nil {
		return fmt.Errorf("usage: %w", err)
	}
	defer inside.close()
	place := fmt.Sprintf("%s/%s.%d-%d-%d.tmp", inside.path, product, os.Getpid(), time.Now().UnixNano(), reported.Add(1))
	if err := writeWhole(place, fmt.Sprintf("{\"usage\":%d}\n", amount)); err != nil {
		os.Remove(place)
		return err
	}
	if err := os.Rename(place, inside.path+"/"+product+".json"); err != nil {
		os.Remove(place)
		return err
	}
	if opened, err := os.Open(inside.path + "/."); err == nil {
		defer opened.Close()
		return opened.Sync()
	}
	return nil
}

func writeWhole(place, text string) error {
	file, err := os.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
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

// Watch calls back with the first answer and with each that differs from the one before, until stop is called: by anybody,
// the listener too, any number of times. Behind stop no callback begins; it does not wait for one that runs. A panic of the
// listener is passed over: it ends no product. every is from 10 milliseconds to a day; others count as the nearer of these.
func (g *Gate) Watch(asked Question, every time.Duration, listener func(Answer)) (stop func()) {
	stops := make(chan struct{})
	var mutex sync.Mutex
	stopped := false
	if every < shortest {
		every = shortest
	} else if every > longest {
		every = longest
	}
	begins := func() bool {
		mutex.Lock()
		defer mutex.Unlock()
		return !stopped
	}
	go func() {
		for last := ""; ; {
			if now := g.Check(asked); now.JSON != last && begins() {
				last = now.JSON
				call(listener, now)
			}
			select {
			case <-stops:
				return
			case <-time.After(every):
			}
		}
	}()
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		if !stopped {
			close(stops)
		}
		stopped = true
	}
}

func call(listener func(Answer), now Answer) {
	defer func() { _ = recover() }()
	listener(now)
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
	if len(params) > 0 {
		json += `,"params":{` + strings.Join(params, ",") + "}"
	}
	return Answer{Verdict: CouldNotTell, Reason: left.code, ErrorPath: left.path, ErrorCause: left.cause, JSON: json + "}}"}
}

func written(number float64) string {
	if number == 0 {
		return "0"
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}
