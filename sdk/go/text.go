package gate

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	day    = 86_400_000.0
	hour   = 3_600_000.0
	minute = 60_000.0
	// Of the years 0000 to 9999.
	firstInstant = -62_167_219_200_000.0
	lastInstant  = 253_402_300_799_999.0
	largest      = 9007199254740991.0
	letters      = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// Texts are UTF-8; a lone surrogate of JSON is kept as its three bytes, which is no UTF-8.

func isSpace(r rune) bool {
	switch {
	case r >= 9 && r <= 13, r == 0x20, r == 0xa0, r == 0x1680, r >= 0x2000 && r <= 0x200a:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000 || r == 0xfeff
}

// decode reads bytes as the Encoding Standard does: each maximal part that is none becomes U+FFFD.
func decode(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	var out strings.Builder
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			size = badLength(data)
		}
		out.WriteRune(r)
		data = data[size:]
	}
	return out.String()
}

// badLength is how long the beginning of a letter is that does not go on as one.
func badLength(data []byte) int {
	lead, least, most, more := data[0], byte(0x80), byte(0xbf), 0
	switch {
	case lead >= 0xc2 && lead <= 0xdf:
		more = 1
	case lead >= 0xe0 && lead <= 0xef:
		more = 2
	case lead >= 0xf0 && lead <= 0xf4:
		more = 3
	}
	switch lead {
	case 0xe0:
		least = 0xa0
	case 0xed:
		most = 0x9f
	case 0xf0:
		least = 0x90
	case 0xf4:
		most = 0x8f
	}
	size := 1
	for ; more > 0 && size < len(data) && data[size] >= least && data[size] <= most; more-- {
		size++
		least, most = 0x80, 0xbf
	}
	return size
}

var byteOrderMark = []byte("\ufeff")

func decodeStrictly(data []byte) (string, bool) {
	if !utf8.Valid(data) {
		return "", false
	}
	return string(bytes.TrimPrefix(data, byteOrderMark)), true
}

// units is its length in UTF-16 units.
func units(text string) int {
	count := 0
	for i := 0; i < len(text); i++ {
		if text[i]&0xc0 != 0x80 {
			count++
		}
		if text[i] >= 0xf0 {
			count++
		}
	}
	return count
}

// encodable has U+FFFD for lone surrogates.
func encodable(text string) []byte {
	if utf8.ValidString(text) {
		return []byte(text)
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == 0xed && i+2 < len(text) && text[i+1] >= 0xa0 {
			out = append(out, "\ufffd"...)
			i += 2
		} else {
			out = append(out, text[i])
		}
	}
	return out
}

// sortByUnits sorts as ECMAScript does.
func sortByUnits(names []string) {
	key := func(r rune) rune {
		if r >= 0x10000 {
			return 0xd800
		}
		return r
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := []rune(names[i]), []rune(names[j])
		for k := 0; k < len(a) && k < len(b); k++ {
			if a[k] == b[k] {
				continue
			}
			if ka, kb := key(a[k]), key(b[k]); ka != kb {
				return ka < kb
			}
			return a[k] < b[k]
		}
		return len(a) < len(b)
	})
}

func hexHash(text string, length int) string {
	sum := sha256.Sum256(encodable(text))
	return hex.EncodeToString(sum[:])[:length]
}

var strictly = base64.StdEncoding.Strict()

func fromBase64(text string) ([]byte, bool) { return appendBase64(nil, []byte(text)) }

// appendBase64 refuses every spelling but one. A strict decoder passes over newlines.
func appendBase64(to, text []byte) ([]byte, bool) {
	if bytes.IndexByte(text, '\n') >= 0 || bytes.IndexByte(text, '\r') >= 0 {
		return nil, false
	}
	start := len(to)
	to = append(to, make([]byte, strictly.DecodedLen(len(text)))...)
	length, err := strictly.Decode(to[start:], text)
	return to[:start+length], err == nil
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

func daysFromCivil(year, month, date int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := (year + 400) / 400 // the years are from −1 on
	ofEra := year + 400 - era*400
	ofYear := (153*(month-3)+2)/5 + date - 1
	return (era-1)*146_097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719_468
}

func moment(year, month, date, hours, minutes, seconds int) (float64, bool) {
	if month < 1 || month > 12 || date < 1 || hours > 23 || minutes > 59 || seconds > 59 {
		return 0, false
	}
	if date > daysFromCivil(year+month/12, month%12+1, 1)-daysFromCivil(year, month, 1) {
		return 0, false
	}
	whole := float64(daysFromCivil(year, month, date)) * day
	return whole + float64(hours)*hour + float64(minutes)*minute + float64(seconds)*1000, true
}

// moments reads a time letter by letter; a part of another form than was wanted makes it none.
type moments struct {
	text string
	at   int
	bad  bool
}

func (m *moments) digits(count int) int {
	n := 0
	for end := m.at + count; m.at < end; m.at++ {
		if m.at >= len(m.text) || m.text[m.at] < '0' || m.text[m.at] > '9' {
			m.bad = true
			return 0
		}
		n = n*10 + int(m.text[m.at]-'0')
	}
	return n
}

// one takes a letter of these, and says whether it was there.
func (m *moments) one(letters string) bool {
	if m.at >= len(m.text) || strings.IndexByte(letters, m.text[m.at]) < 0 {
		return false
	}
	m.at++
	return true
}

func (m *moments) need(letters string) {
	m.bad = m.bad || !m.one(letters)
}

// fraction is in milliseconds; what is behind the third digit is dropped.
func (m *moments) fraction() float64 {
	n, start := 0, m.at
	for scale := 100; m.one("0123456789"); scale /= 10 {
		n += int(m.text[m.at-1]-'0') * scale
	}
	m.bad = m.bad || m.at == start
	return float64(n)
}

// zone is in milliseconds; none is UTC.
func (m *moments) zone() float64 {
	if m.at == len(m.text) || m.one("Zz") {
		return 0
	}
	sign := 1.0
	if m.one("-") {
		sign = -1
	} else {
		m.need("+")
	}
	hours := m.digits(2)
	m.one(":")
	minutes := m.digits(2)
	m.bad = m.bad || hours > 23 || minutes > 59
	return sign * (float64(hours)*hour + float64(minutes)*minute)
}

// readInstant is in milliseconds since 1970 in UTC.
func readInstant(text string) (float64, bool) {
	m := &moments{text: text}
	if len(text) > 3 && text[3] == ',' {
		return m.http()
	}
	year := m.digits(4)
	m.need("-")
	month := m.digits(2)
	m.need("-")
	date, hours, minutes, seconds, rest := m.digits(2), 0, 0, 0, 0.0
	if m.at < len(text) {
		m.need("Tt ")
		hours = m.digits(2)
		m.need(":")
		minutes = m.digits(2)
		if m.one(":") {
			if seconds = m.digits(2); m.one(".") {
				rest = m.fraction()
			}
		}
		rest -= m.zone()
	}
	at, ok := moment(year, month, date, hours, minutes, seconds)
	return at + rest, ok && !m.bad && m.at == len(text)
}

// http reads Fri, 15 Jan 2027 12:00:00 GMT.
func (m *moments) http() (float64, bool) {
	text := m.text
	if len(text) != len("Fri, 15 Jan 2027 12:00:00 GMT") || text[25:] != " GMT" || !isNamed(text[:3]) || !isNamed(text[8:11]) {
		return 0, false
	}
	m.at = 4
	m.need(" ")
	date := m.digits(2)
	m.need(" ")
	place := strings.Index(months, text[8:11])
	m.at = 11
	m.need(" ")
	year := m.digits(4)
	m.need(" ")
	hours := m.digits(2)
	m.need(":")
	minutes := m.digits(2)
	m.need(":")
	seconds := m.digits(2)
	if m.bad || place%3 != 0 {
		return 0, false
	}
	return moment(year, place/3+1, date, hours, minutes, seconds)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// isNamed is of the name of a day or month: a capital and two small letters.
func isNamed(text string) bool {
	isSmall := func(c byte) bool { return c >= 'a' && c <= 'z' }
	return text[0] >= 'A' && text[0] <= 'Z' && isSmall(text[1]) && isSmall(text[2])
}

// iso is 2027-01-15T12:00:00.000Z; nil: forever.
func iso(at float64) *string {
	if math.IsInf(at, 1) {
		return nil
	}
	whole := math.Trunc(at)
	days := math.Floor(whole / day)
	rest := int(whole - days*day)
	z := int(days) + 719_468
	era := z / 146_097
	if z < 0 {
		era = (z - 146_096) / 146_097
	}
	ofEra := z - era*146_097
	years := (ofEra - ofEra/1460 + ofEra/36_524 - ofEra/146_096) / 365
	ofYear := ofEra - (365*years + years/4 - years/100)
	shifted := (5*ofYear + 2) / 153
	month := shifted + 3
	if shifted >= 10 {
		month = shifted - 9
	}
	year := years + era*400
	if month <= 2 {
		year++
	}
	written := fmt.Sprintf("%04d", year)
	if year > 9999 {
		written = fmt.Sprintf("+%06d", year)
	} else if year < 0 {
		written = fmt.Sprintf("-%06d", -year)
	}
	said := fmt.Sprintf("%s-%02d-%02dT%02d:%02d:%02d.%03dZ", written, month, ofYear-(153*shifted+2)/5+1,
		rest/3_600_000, rest/60_000%60, rest/1000%60, rest%1000)
	return &said
}

// In GF(32), by x⁵ + x² + 1.
func doubled(v int) int {
	if v&16 != 0 {
		return v<<1 ^ 0x25
	}
	return v << 1
}

func sums(values []int) (plain, weighted int) {
	for _, v := range values {
		plain ^= v
		weighted = doubled(weighted) ^ v
	}
	return
}

func checkHolds(values []int, context int) bool {
	plain, weighted := sums(values)
	return plain == 0 && weighted == context
}

func uniqueKey(machineID, vendorID, prefix string) string {
	mac := hmac.New(sha256.New, append([]byte("activation-desk/unique-key/v1\x00"), encodable(vendorID)...))
	mac.Write([]byte(machineID))
	sum := mac.Sum(nil)
	values := make([]int, 30)
	for i := 0; i < 28; i++ {
		bit := 5 * i
		values[i] = (int(sum[bit/8])<<8 | int(sum[bit/8+1])) >> (11 - bit%8) & 31
	}
	plain, weighted := sums(values)
	first := 0
	for doubled(first)^first != plain^weighted {
		first++
	}
	values[28], values[29] = first, plain^first
	key := prefix
	for i, v := range values {
		if i%5 == 0 {
			key += "-"
		}
		key += letters[v : v+1]
	}
	return key
}

var machineIDForm = regexp.MustCompile(`^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$`)

// machineIDIn is in its one spelling; empty: it is none.
func machineIDIn(text string) string {
	if units(text) > mostUnits {
		return ""
	}
	bare := strings.TrimFunc(text, isSpace)
	if len(bare) > 36 {
		return ""
	}
	small := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		return r
	}, bare)
	if !machineIDForm.MatchString(small) {
		return ""
	}
	id := strings.ReplaceAll(small, "-", "")
	if strings.Count(id, id[:1]) == len(id) {
		return ""
	}
	return id
}

var codeForm = regexp.MustCompile(`^[` + letters + `]{5}(?:-[` + letters + `]{5}){4}$`)

func isOurCode(code string) bool {
	if !codeForm.MatchString(code) {
		return false
	}
	var values []int
	for _, letter := range strings.ReplaceAll(code, "-", "") {
		values = append(values, strings.IndexRune(letters, letter))
	}
	return checkHolds(values, 0)
}

var (
	usualID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,63}$`)
	typedID = regexp.MustCompile(`^typed-[0-9a-f]{16}$`)
)

func folderName(id string) string {
	if usualID.MatchString(id) {
		return id
	}
	return "x" + hexHash(id, 40)
}

func licenseNumber(id string) string {
	if typedID.MatchString(id) {
		return id[6:]
	}
	return hexHash(id, 16)
}

// onceEach keeps each text once, in the order in which they came.
type onceEach struct {
	all   []string
	known map[string]bool
}

func (o *onceEach) add(text string) {
	if o.known == nil {
		o.known = map[string]bool{}
	}
	if !o.known[text] {
		o.all = append(o.all, text)
	}
	o.known[text] = true
}

func sameLicense(one, other string) bool {
	return one == other || licenseNumber(one) == licenseNumber(other)
}
