package gate

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var forever = math.Inf(1)

// key is one that the vendor profile trusts.
type key struct {
	id                       string
	public                   ed25519.PublicKey
	files, responses, typed_ bool
	revoked                  bool
	begin, until             float64
}

type named struct{ code, name, kind string }

type profile struct {
	id, name, prefix, account, product string
	machineIDFile, test                bool
	keys                               []key
	catalogue                          map[int]named
}

type product struct {
	named
	limit  *float64
	expiry float64
}

type grant struct {
	id, code         string
	products         []product
	expiry           float64
	suspended        bool
	graceDays        float64
	over             string // allow, refuse, days
	overDays         float64
	maintenanceUntil float64
	features         []string
	account          string
	application      string
	typed            bool
	issued           float64
	fileExpiry       float64
	signedBy         string
}

func (k key) holds(message, signature []byte) bool {
	return len(signature) == ed25519.SignatureSize && isSigningPoint(signature[:32]) && ed25519.Verify(k.public, message, signature)
}

// noKey is why it does not open. It is thrown, and caught by openKey.
type noKey string

func need(holds bool, code string) {
	if !holds {
		panic(noKey(code))
	}
}

func blockIn(text, label string) (string, bool) {
	first, last := "-----BEGIN "+label+" FILE-----\n", "-----END "+label+" FILE-----"
	start := strings.Index(text, first)
	if start < 0 || (start > 0 && text[start-1] != '\n') {
		return "", false
	}
	block, rest, closed := strings.Cut(text[start+len(first):], last)
	if !closed || (rest != "" && rest[0] != '\n') {
		return "", false
	}
	return block, true
}

type keyContext struct {
	code, uniqueKey, folderID string
	profile                   *profile
}

func openKey(text string, in keyContext) (g *grant, problem string) {
	defer func() {
		switch left := recover().(type) {
		case nil:
		case noKey:
			problem = string(left)
		default:
			panic(left)
		}
	}()
	block, isFile := blockIn(text, "MACHINE")
	kind := "machine"
	if !isFile {
		block, isFile = blockIn(text, "LICENSE")
		kind = "license"
	}
	if !isFile {
		return openTyped(text, in), ""
	}
	return openFile(block, kind, in), ""
}

// withoutNewlines saves the decoder its slow path, which it takes for each of them.
func withoutNewlines(block string) []byte {
	lines := make([]byte, 0, len(block))
	for {
		line, rest, more := strings.Cut(block, "\n")
		lines = append(lines, line...)
		if !more {
			return lines
		}
		block = rest
	}
}

func openFile(block, kind string, in keyContext) *grant {
	lines := withoutNewlines(block)
	data, ok := appendBase64(nil, lines)
	need(ok, "key_damaged")
	text, ok := decodeStrictly(data)
	need(ok, "key_damaged")
	// What was in both buffers is in the text: what comes later is put into them.
	message, room := lines[:0], data[:0]
	reader := newJSONReader()
	envelope := reader.read(text)
	enc, sig, alg := member(envelope, "enc"), member(envelope, "sig"), member(envelope, "alg")
	need(isText(enc, 0, mostUnits) && isString(sig) && isString(alg), "key_damaged")
	isEncrypted := alg == any("aes-256-gcm+ed25519")
	need(isEncrypted || alg == any("base64+ed25519"), "algorithm_not_supported")
	signature, ok := fromBase64(sig.(string))
	need(ok && len(signature) == ed25519.SignatureSize, "key_damaged")
	var signer *key
	message = append(append(append(message, kind...), '/'), enc.(string)...)
	if !utf8.Valid(message) {
		message = encodable(string(message))
	}
	for i := range in.profile.keys {
		one := &in.profile.keys[i]
		if signer == nil && one.files && !one.revoked && one.holds(message, signature) {
			signer = one
		}
	}
	need(signer != nil, "signature_invalid")
	secret := in.code
	if kind == "machine" {
		secret += in.uniqueKey
	}
	encoded, plain := message[len(kind)+1:], []byte(nil)
	if isEncrypted {
		plain = decrypt(room, encoded, secret)
	} else {
		plain, ok = appendBase64(room, encoded)
		need(ok, "key_damaged")
	}
	content, ok := decodeStrictly(plain)
	need(ok, "key_damaged")
	document := reader.read(content)
	need(isObject(document), "key_damaged")
	g := &grant{signedBy: signer.id, over: "allow", maintenanceUntil: forever}
	fingerprint := g.readMachine(document, kind)
	need(g.issued >= signer.begin && g.issued <= signer.until, "signing_key_not_valid")
	need(fingerprint == in.uniqueKey, "other_machine")
	included, _ := member(document, "included").([]any)
	g.readLicense(included)
	need(g.code == in.code, "license_code_mismatch")
	need(g.application == unnamed || g.application == in.profile.product, "other_application")
	need(g.account == unnamed || g.account == in.profile.account, "other_account")
	return g
}

// unnamed is no id of anybody: it is no text of JSON.
const unnamed = "\xff"

// decrypt does it in the room, where the tag is put behind what it seals and the nonce behind both.
func decrypt(room, encoded []byte, secret string) []byte {
	parts := bytes.SplitN(encoded, []byte{'.'}, 4)
	need(len(parts) == 3, "key_damaged")
	hidden, ok := appendBase64(room, parts[0])
	need(ok, "key_damaged")
	sealed, ok := appendBase64(hidden, parts[2])
	need(ok && len(sealed)-len(hidden) == 16, "key_damaged")
	all, ok := appendBase64(sealed, parts[1])
	need(ok && len(all)-len(sealed) == 12, "key_damaged")
	sum := sha256.Sum256(encodable(secret))
	block, _ := aes.NewCipher(sum[:])
	gcm, _ := cipher.NewGCM(block)
	plain, err := gcm.Open(sealed[:0], all[len(sealed):], sealed, nil)
	need(err == nil, "code_or_machine_mismatch")
	return plain
}

const wrong = "wrong_file_type"

func timeIn(value any, otherwise float64) float64 {
	if isNullish(value) {
		return otherwise
	}
	text, ok := value.(string)
	need(ok, wrong)
	at, ok := readInstant(text)
	need(ok && at >= firstInstant && at <= lastInstant, wrong)
	return at
}

func (g *grant) readMachine(document any, kind string) string {
	data, meta, included := member(document, "data"), member(document, "meta"), member(document, "included")
	fingerprint, ok := member(member(data, "attributes"), "fingerprint").(string)
	is := member(data, "type")
	need(kind == "machine" && ok && (is == any("machines") || is == any("machine")), wrong)
	need(isText(member(data, "id"), 1, 200) && isShort(member(member(data, "attributes"), "name"), true), wrong)
	list, isList := included.([]any)
	need(isMissing(included) || (isList && len(list) <= 10_000), wrong)
	for _, one := range list {
		attributes := member(one, "attributes")
		need(isString(member(one, "type")) && isString(member(one, "id")), wrong)
		need(isMissing(attributes) || isObject(attributes), wrong)
	}
	need(isString(member(meta, "issued")), wrong)
	g.issued = timeIn(member(meta, "issued"), 0)
	g.fileExpiry = timeIn(member(meta, "expiry"), forever)
	return fingerprint
}

func linkTo(links any, name string) string {
	link := member(links, name)
	if isMissing(link) {
		return unnamed
	}
	need(isObject(link), wrong)
	data := member(link, "data")
	if isNullish(data) {
		return unnamed
	}
	id, ok := member(data, "id").(string)
	need(ok, wrong)
	return id
}

func wordsOf(value any) string {
	text, _ := value.(string)
	return text
}

func (g *grant) readLicense(included []any) {
	var found any
	for _, one := range included {
		if is := member(one, "type"); found == nil && (is == any("licenses") || is == any("license")) {
			found = one
		}
	}
	need(found != nil, "license_missing_in_file")
	attributes, links := member(found, "attributes"), member(found, "relationships")
	metadata, suspended := member(attributes, "metadata"), member(attributes, "suspended")
	status, most, name := member(attributes, "status"), member(attributes, "maxMachines"), member(attributes, "name")
	need(isText(member(found, "id"), 1, 200) && isObject(attributes), wrong)
	need(isText(member(attributes, "key"), 1, math.MaxInt), wrong)
	need(isShort(name, true) && (isMissing(suspended) || isFlag(suspended)), wrong)
	need((isNullish(status) || isString(status)) && (isNullish(most) || isWhole(most, 0, largest)), wrong)
	need(isMissing(links) || isObject(links), wrong)
	g.account, g.application = linkTo(links, "account"), linkTo(links, "product")
	policyID := linkTo(links, "policy")
	linkTo(links, "owner")
	linkTo(links, "user")
	attributesOf := func(id string) any {
		for _, one := range included {
			if member(one, "id") == any(id) {
				return member(one, "attributes")
			}
		}
		return missing
	}
	policy := attributesOf(policyID)
	strategy := member(policy, "expirationStrategy")
	maintains := strategy == any("MAINTAIN_ACCESS")
	expiry := timeIn(member(attributes, "expiry"), forever)
	features := g.readTerms(metadata)
	g.id, g.code = member(found, "id").(string), member(attributes, "key").(string)
	g.expiry = expiry
	if maintains || strategy == any("ALLOW_ACCESS") {
		g.expiry = forever
	}
	otherwise := forever
	if maintains {
		otherwise = expiry
	}
	g.maintenanceUntil = timeIn(member(metadata, "maintenanceUntil"), otherwise)
	g.suspended = suspended == any(true) || (isMissing(suspended) && status == any("SUSPENDED"))
	if lines := member(metadata, "products"); isNullish(lines) {
		called := wordsOf(member(attributesOf(g.application), "name"))
		if text, ok := name.(string); called == "" && ok {
			called = text
		} else if called == "" {
			called = "License"
		}
		kind := wordsOf(member(policy, "name"))
		if kind == "" {
			kind = "Machines"
		}
		g.products = []product{{named{slug(called), called, kind}, numberOrNone(most), g.expiry}}
	} else {
		g.readLines(lines)
	}
	each := onceEach{}
	for _, one := range features {
		each.add(one.(string))
	}
	for _, one := range included {
		if code := wordsOf(member(member(one, "attributes"), "code")); member(one, "type") == any("entitlements") && code != "" {
			each.add(code)
		}
	}
	g.features = each.all
}

func numberOrNone(value any) *float64 {
	if n, ok := value.(float64); ok {
		return &n
	}
	return nil
}

var others = regexp.MustCompile("[^a-z0-9]+")

// slug is the name as a code. Of all letters İ and the sign of kelvin alone have small ones of ASCII.
func slug(name string) string {
	small := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		return r
	}, strings.NewReplacer("\u0130", "i\u0307", "\u212a", "k").Replace(name))
	code := others.ReplaceAllString(small, "-")
	code = strings.TrimSuffix(strings.TrimPrefix(code, "-"), "-")
	if code == "" {
		return "license"
	}
	return code
}

func (g *grant) readTerms(metadata any) []any {
	if isNullish(metadata) {
		return nil
	}
	need(isObject(metadata), wrong)
	grace, over, features := member(metadata, "graceDays"), member(metadata, "overLimit"), member(metadata, "features")
	need(isShort(member(metadata, "owner"), false) && isShort(member(metadata, "notes"), true), wrong)
	need(isMissing(grace) || isWhole(grace, 0, 3650), wrong)
	g.graceDays, _ = grace.(float64)
	switch {
	case isWhole(over, 0, 3650):
		g.over, g.overDays = "days", over.(float64)
	case over == any("refuse"):
		g.over = "refuse"
	default:
		need(isMissing(over) || over == any("allow"), wrong)
	}
	list, isList := features.([]any)
	need(isMissing(features) || (isList && len(list) <= 1000), wrong)
	for _, one := range list {
		need(isText(one, 0, 20_000), wrong)
	}
	return list
}

func (g *grant) readLines(lines any) {
	if text, ok := lines.(string); ok {
		lines = readJSON(text)
	}
	list, ok := lines.([]any)
	need(ok && len(list) <= 10_000, wrong)
	g.products = make([]product, 0, len(list))
	for _, line := range list {
		code, name, kind, limit := member(line, "code"), member(line, "name"), member(line, "type"), member(line, "limit")
		need(isText(code, 1, 200) && isText(name, 1, 20_000) && (isMissing(kind) || isText(kind, 0, 200)), wrong)
		need(isNullish(limit) || isWhole(limit, 0, largest), wrong)
		one := product{named{code.(string), name.(string), "Count"}, numberOrNone(limit), timeIn(member(line, "expiry"), g.expiry)}
		if text, ok := kind.(string); ok {
			one.kind = text
		}
		if isStatus(one.kind) {
			one.limit = nil
		}
		g.products = append(g.products, one)
	}
}

func isStatus(kind string) bool { return len(kind) == 6 && strings.EqualFold(kind, "status") }

// Typed keys, in numbered rows as the desk keeps them

type fields struct {
	data []byte
	at   int
}

func (f *fields) take(length int) []byte {
	need(len(f.data)-f.at >= length, "key_damaged")
	f.at += length
	return f.data[f.at-length : f.at]
}

func (f *fields) varint(least, most float64) float64 {
	value := 0.0
	for scale := 1.0; ; scale *= 128 {
		b := f.take(1)[0]
		value += float64(b&127) * scale
		need(value <= most, "key_damaged")
		if b > 127 {
			continue
		}
		need((b != 0 || scale == 1) && value >= least, "key_damaged")
		return value
	}
}

func (f *fields) text(most float64) string {
	text, ok := decodeStrictly(f.take(int(f.varint(1, most))))
	need(ok && strings.IndexFunc(text, unicode.IsControl) < 0, "key_damaged")
	return text
}

func endOfDay(n float64) float64 { return (n+18_261+1)*day - 1 }

func (f *fields) date() float64 {
	if n := f.varint(0, 2_097_151); n != 0 {
		return endOfDay(n)
	}
	return forever
}

var rowForm = regexp.MustCompile(`^(?:[` + letters + `]{5} ){0,5}[` + letters + `]{5}$`)

func readRows(text string) (payload, signature []byte) {
	var values, lengths []int
	need(strings.HasSuffix(text, "\n"), "key_damaged")
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		head := fmt.Sprintf("%2d:  ", i+1)
		need(i < 31 && strings.HasPrefix(line, head) && rowForm.MatchString(line[len(head):]), "key_damaged")
		var row []int
		for _, letter := range strings.ReplaceAll(line[len(head):], " ", "") {
			row = append(row, strings.IndexRune(letters, letter))
		}
		need(checkHolds(row, i+1), "key_damaged")
		values = append(values, row[:len(row)-2]...)
		lengths = append(lengths, len(row))
	}
	data := make([]byte, (len(values)*5+7)/8+1)
	for i, v := range values {
		bit := 5 * i
		shifted := v << (11 - bit%8)
		data[bit/8] |= byte(shifted >> 8)
		data[bit/8+1] |= byte(shifted)
	}
	rows := len(lengths)
	for i, length := range lengths {
		need(length == 30 || (i > 0 && i == rows-1), "key_damaged")
	}
	opening := &fields{data: data[:min(len(data), 18)], at: 1}
	need(data[0] == 1, "key_damaged")
	said := int(opening.varint(34, 542-64))
	wantedLetters := ((said+64)*8 + 4) / 5
	wanted := (wantedLetters + 27) / 28
	last := (wantedLetters - (wanted-1)*28 + 2 + 4) / 5 * 5
	need(rows == wanted && lengths[rows-1] == last, "key_damaged")
	for _, rest := range data[said+64:] {
		need(rest == 0, "key_damaged")
	}
	return data[:said], data[said : said+64]
}

func hint(what, text string) string { return hexHash("typed-key/v1/"+what+"\x00"+text, 4) }

func openTyped(text string, in keyContext) *grant {
	payload, signature := readRows(text)
	f := &fields{data: payload, at: 1}
	f.varint(float64(len(payload)), float64(len(payload)))
	taken := func(length int) string { return hex.EncodeToString(f.take(length)) }
	keyID, ofCode, ofMachine, ofApplication := taken(4), taken(2), taken(2), taken(2)
	var signer *key
	for i := range in.profile.keys {
		if signer == nil && in.profile.keys[i].id == keyID {
			signer = &in.profile.keys[i]
		}
	}
	need(signer != nil && !signer.revoked && signer.typed_, "typed_key_unknown_signing_key")
	need(ofCode == hint("code", in.code), "license_code_mismatch")
	need(ofMachine == hint("unique-key", in.uniqueKey), "other_machine")
	message := []byte("typed-key/v1\x00")
	for _, part := range [][]byte{payload, encodable(in.code), encodable(in.uniqueKey)} {
		n := len(part)
		message = append(append(message, byte(n>>24), byte(n>>16), byte(n>>8), byte(n)), part...)
	}
	need(signer.holds(message, signature), "signature_invalid")
	g := &grant{code: in.code, typed: true, signedBy: signer.id, account: unnamed, application: unnamed}
	licenseNo, allKnown := g.readTypedTerms(f, in.profile)
	need(g.issued+minute-1 >= signer.begin && g.issued <= signer.until, "signing_key_not_valid")
	need(ofApplication == hint("application", in.profile.product), "other_application")
	need(allKnown, "typed_key_unknown_product")
	g.id = "typed-" + licenseNo
	if sameLicense(in.folderID, g.id) {
		g.id = in.folderID
	}
	return g
}

func (g *grant) readTypedTerms(f *fields, p *profile) (licenseNo string, allKnown bool) {
	for _, b := range f.take(4) {
		g.issued = g.issued*256 + float64(b)
	}
	g.issued *= minute
	licenseNo = hex.EncodeToString(f.take(8))
	g.expiry = f.date()
	g.fileExpiry = forever
	if days := f.varint(0, 36_525); days != 0 {
		g.fileExpiry = g.issued + days*day
	}
	g.maintenanceUntil = f.date()
	g.graceDays = f.varint(0, 3650)
	switch rule := f.varint(0, 3652); rule {
	case 0:
		g.over = "allow"
	case 1:
		g.over = "refuse"
	default:
		g.over, g.overDays = "days", rule-2
	}
	f.text(120)
	for n := int(f.varint(0, 100)); n > 0; n-- {
		g.features = append(g.features, f.text(100))
	}
	allKnown = true
	numbers := map[int]bool{}
	for n := int(f.varint(1, 100)); n > 0; n-- {
		head := int(f.varint(0, 65_535*4+3))
		one, known := product{expiry: g.expiry}, true
		if head/4 == 0 {
			one.named = named{f.text(64), f.text(120), f.text(40)}
		} else {
			need(!numbers[head/4], "key_damaged")
			numbers[head/4] = true
			one.named, known = p.catalogue[head/4]
		}
		if head&1 != 0 {
			limit := f.varint(0, largest)
			one.limit = &limit
		}
		if head&2 != 0 {
			one.expiry = endOfDay(f.varint(1, 2_097_151))
		}
		if isStatus(one.kind) {
			one.limit = nil
		}
		allKnown = allKnown && known
		g.products = append(g.products, one)
	}
	need(f.at == len(f.data), "key_damaged")
	return
}

// The server's word

type word struct {
	says  string // suspended, revoked, seat_released, or nothing
	at    float64
	ended *float64
}

var sayings = map[string]string{"BANNED": "revoked", "SUSPENDED": "suspended", "NO_MACHINE": "seat_released",
	"NO_MACHINES": "seat_released", "FINGERPRINT_SCOPE_MISMATCH": "seat_released"}

var pairForm = regexp.MustCompile(`^` + space + `([a-z]+)="([^"]*)"` + space)

func signatureHeader(header string) map[string]string {
	if units(header) > 4096 {
		return nil
	}
	pairs := map[string]string{}
	for {
		found := pairForm.FindStringSubmatch(header)
		if found == nil {
			return nil
		}
		pairs[found[1]] = found[2]
		if header = header[len(found[0]):]; header == "" {
			return pairs
		}
		if header[0] != ',' {
			return nil
		}
		header = header[1:]
	}
}

var port = regexp.MustCompile(`:[0-9]+$`)

func (a *answerOfServer) holds(date float64, p *profile) bool {
	digest := a.digest
	if len(digest) >= 8 && strings.EqualFold(digest[:8], "sha-256=") {
		digest = digest[8:]
	}
	claimed, ok := fromBase64(digest)
	sum := sha256.Sum256(encodable(a.body))
	pairs := signatureHeader(a.signature)
	if !ok || string(claimed) != string(sum[:]) || pairs["keyid"] == "" || pairs["signature"] == "" {
		return false
	}
	signature, ok := fromBase64(pairs["signature"])
	if !ok || pairs["algorithm"] != "ed25519" || pairs["headers"] != "(request-target) host date digest" {
		return false
	}
	for _, one := range p.keys {
		if !one.responses || one.revoked || date < one.begin-day || date > one.until {
			continue
		}
		for _, host := range []string{a.host, port.ReplaceAllString(a.host, "")} {
			text := "(request-target): " + a.method + " " + a.target + "\nhost: " + host + "\ndate: " + a.date + "\ndigest: " + a.digest
			if one.holds(encodable(text), signature) {
				return true
			}
		}
	}
	return false
}

func readWord(a *answerOfServer, code string, p *profile) *word {
	if a == nil {
		return nil
	}
	date, ok := readInstant(a.date)
	if !ok || !a.holds(date, p) {
		return nil
	}
	body := readJSON(a.body)
	attributes, meta := member(member(body, "data"), "attributes"), member(body, "meta")
	expiry, said, valid := member(attributes, "expiry"), member(meta, "code"), member(meta, "valid")
	ts, scope := member(meta, "ts"), member(meta, "scope")
	isNullishText := func(value any) bool { return isNullish(value) || isString(value) }
	if member(attributes, "key") != any(code) || !isNullishText(expiry) || !isString(said) {
		return nil
	}
	if (!isMissing(valid) && !isFlag(valid)) || (!isMissing(ts) && !isString(ts)) {
		return nil
	}
	if !isNullish(scope) && (!isObject(scope) || !isNullishText(member(scope, "fingerprint"))) {
		return nil
	}
	w := &word{says: sayings[said.(string)], at: date}
	if text, is := ts.(string); is {
		if w.at, ok = readInstant(text); !ok {
			return nil
		}
	}
	if said == any("EXPIRED") && valid != any(true) {
		end := w.at
		if text, is := expiry.(string); is {
			if at, ok := readInstant(text); ok {
				end = math.Min(at, w.at)
			}
		}
		w.ended = &end
	}
	return w
}
