package gate

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A JSON reader of its own: encoding/json makes U+FFFD of lone surrogates and takes texts that are no UTF-8.

const deepest = 100

// Of marks, wherever they stand: more than any file of Activation Desk's has.
const mostObjects, mostListsAndCommas = 250_000, 2_000_000

func hasTooMany(text string) bool {
	return strings.Count(text, "{") > mostObjects || strings.Count(text, "[")+strings.Count(text, ",") > mostListsAndCommas
}

// object has its members in their order: of two with one name the last counts.
type object []namedValue

type namedValue struct {
	name  string
	value any
}

// missing is what a member is that is not there. A value of JSON is nil, bool, float64, string, []any, object or this.
type missingMember struct{}

var missing = missingMember{}

// jsonReader keeps what is open in two stacks: each list and object is made once, as long as it is.
type jsonReader struct {
	text    string
	at      int
	values  []any
	members []namedValue
}

func newJSONReader() *jsonReader {
	return &jsonReader{values: make([]any, 0, 16), members: make([]namedValue, 0, 32)}
}

// readJSON is missing where it is none.
func readJSON(text string) any { return newJSONReader().read(text) }

// read is readJSON for one text after another.
func (r *jsonReader) read(text string) any {
	if hasTooMany(text) {
		return missing
	}
	r.text, r.at, r.values, r.members = text, 0, r.values[:0], r.members[:0]
	value, ok := r.value(0)
	r.space()
	if !ok || r.at != len(r.text) {
		return missing
	}
	return value
}

func (r *jsonReader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

func (r *jsonReader) word(word string) bool {
	if !strings.HasPrefix(r.text[r.at:], word) {
		return false
	}
	r.at += len(word)
	return true
}

func (r *jsonReader) value(depth int) (any, bool) {
	r.space()
	if r.at >= len(r.text) {
		return nil, false
	}
	switch c := r.text[r.at]; {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case c == '"':
		text, ok := r.string()
		return text, ok
	case c == 't':
		return true, r.word("true")
	case c == 'f':
		return false, r.word("false")
	case c == 'n':
		return nil, r.word("null")
	case c == '-' || (c >= '0' && c <= '9'):
		return r.number()
	}
	return nil, false
}

func (r *jsonReader) list(depth int) (any, bool) {
	start := len(r.values)
	r.at++
	if depth >= deepest {
		return nil, false
	}
	if r.space(); r.word("]") {
		return []any{}, true
	}
	for {
		one, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		r.values = append(r.values, one)
		if r.space(); r.word("]") {
			all := append([]any(nil), r.values[start:]...)
			r.values = r.values[:start]
			return all, true
		}
		if !r.word(",") {
			return nil, false
		}
	}
}

func (r *jsonReader) object(depth int) (any, bool) {
	start := len(r.members)
	r.at++
	if depth >= deepest {
		return nil, false
	}
	if r.space(); r.word("}") {
		return object{}, true
	}
	for {
		r.space()
		if r.at >= len(r.text) || r.text[r.at] != '"' {
			return nil, false
		}
		name, ok := r.string()
		if r.space(); !ok || !r.word(":") {
			return nil, false
		}
		one, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		r.members = append(r.members, namedValue{name, one})
		if r.space(); r.word("}") {
			all := append(object(nil), r.members[start:]...)
			r.members = r.members[:start]
			return all, true
		}
		if !r.word(",") {
			return nil, false
		}
	}
}

func (r *jsonReader) digits() bool {
	start := r.at
	for r.at < len(r.text) && r.text[r.at] >= '0' && r.text[r.at] <= '9' {
		r.at++
	}
	return r.at > start
}

func (r *jsonReader) number() (any, bool) {
	start := r.at
	r.word("-")
	if !r.word("0") && !r.digits() {
		return nil, false
	}
	if r.word(".") && !r.digits() {
		return nil, false
	}
	if r.word("e") || r.word("E") {
		if !r.word("+") {
			r.word("-")
		}
		if !r.digits() {
			return nil, false
		}
	}
	n, _ := strconv.ParseFloat(r.text[start:r.at], 64)
	return n, true
}

func (r *jsonReader) string() (string, bool) {
	r.at++
	start, text, end := r.at, r.text, r.at
	for end < len(text) && text[end] >= 0x20 && text[end] != '"' && text[end] != '\\' {
		end++
	}
	r.at = end
	if r.word(`"`) {
		return r.text[start : r.at-1], true
	}
	var out strings.Builder
	out.WriteString(r.text[start:r.at])
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return out.String(), true
		case c < 0x20:
			return "", false
		case c != '\\':
			out.WriteByte(c)
		case !r.escape(&out):
			return "", false
		}
	}
	return "", false
}

func (r *jsonReader) unit() (rune, bool) {
	if len(r.text)-r.at < 4 {
		return 0, false
	}
	unit, err := strconv.ParseUint(r.text[r.at:r.at+4], 16, 16)
	if err != nil || strings.ContainsAny(r.text[r.at:r.at+4], "+-_") {
		return 0, false
	}
	r.at += 4
	return rune(unit), true
}

func (r *jsonReader) escape(out *strings.Builder) bool {
	if r.at >= len(r.text) {
		return false
	}
	c := r.text[r.at]
	r.at++
	if c != 'u' {
		place := strings.IndexByte(`"\/bfnrt`, c)
		if place < 0 {
			return false
		}
		out.WriteByte("\"\\/\b\f\n\r\t"[place])
		return true
	}
	unit, ok := r.unit()
	if !ok {
		return false
	}
	if utf16.IsSurrogate(unit) {
		before := r.at
		if unit < 0xdc00 && r.word(`\u`) {
			if second, ok := r.unit(); ok && second >= 0xdc00 && second < 0xe000 {
				out.WriteRune(utf16.DecodeRune(unit, second))
				return true
			}
		}
		r.at = before
		out.Write([]byte{0xed, 0x80 | byte(unit>>6&0x3f), 0x80 | byte(unit&0x3f)})
		return true
	}
	out.WriteRune(unit)
	return true
}

func member(value any, name string) any {
	o, _ := value.(object)
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].name == name {
			return o[i].value
		}
	}
	return missing
}

func isText(value any, least, most int) bool {
	text, ok := value.(string)
	if !ok {
		return false
	}
	// A unit has one to three bytes: mostly there is no need to count.
	if len(text) <= most && len(text)/3 >= least {
		return true
	}
	length := units(text)
	return length >= least && length <= most
}

func isString(value any) bool { _, ok := value.(string); return ok }
func isFlag(value any) bool   { _, ok := value.(bool); return ok }
func isObject(value any) bool { _, ok := value.(object); return ok }
func isNullish(value any) bool {
	return value == nil || value == any(missing)
}
func isMissing(value any) bool { return value == any(missing) }

func isNumber(value any, least, most float64) bool {
	n, ok := value.(float64)
	return ok && !math.IsInf(n, 0) && n >= least && n <= most
}

func isWhole(value any, least, most float64) bool {
	return isNumber(value, least, most) && math.Floor(value.(float64)) == value.(float64) && math.Abs(value.(float64)) <= largest
}

func isInstant(value any) bool { return isNumber(value, firstInstant, lastInstant) }

func isShort(value any, mayBeNull bool) bool {
	return isMissing(value) || (mayBeNull && value == nil) || isText(value, 0, 20_000)
}

const (
	hasShortForm = "\b\t\n\f\r\"\\"
	shortForms   = `btnfr"\`
)

// quoted writes a text as JSON; lone surrogates, and what a terminal would obey, as their numbers.
func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			out.WriteString(`\u` + strconv.FormatInt(int64(text[i]&15)<<12|int64(text[i+1]&0x3f)<<6|int64(text[i+2]&0x3f), 16))
			i += 3
			continue
		}
		switch {
		case r < 0x80 && strings.ContainsRune(hasShortForm, r):
			out.WriteByte('\\')
			out.WriteByte(shortForms[strings.IndexRune(hasShortForm, r)])
		case r < 0x20 || (r >= 0x7f && r <= 0x9f) || r == 0x61c || r == 0x200e || r == 0x200f ||
			(r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069):
			out.WriteString(`\u` + strconv.FormatInt(int64(0x10000+r), 16)[1:])
		default:
			out.WriteRune(r)
		}
		i += size
	}
	out.WriteByte('"')
	return out.String()
}
