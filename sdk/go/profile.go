package gate

import (
	"encoding/hex"
	"math/big"
	"regexp"
)

var (
	keyIDForm     = regexp.MustCompile(`^[0-9a-f]{8}$`)
	publicKeyForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

func inHex(digits string) *big.Int {
	number, _ := new(big.Int).SetString(digits, 16)
	return number
}

var (
	prime = inHex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed")
	// The second coordinates of the points whose order divides 8.
	ofSmallOrder = []*big.Int{
		new(big.Int), big.NewInt(1), new(big.Int).Sub(prime, big.NewInt(1)),
		inHex("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7"),
		inHex("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"),
	}
)

// isSigningPoint is false of bytes that are no second coordinate of a point, and of a point of small order, under which a
// signature holds that nobody made. Libraries differ in what of these they take, as a key and at the start of a signature.
func isSigningPoint(public []byte) bool {
	large := make([]byte, len(public))
	for i, one := range public {
		large[len(public)-1-i] = one
	}
	large[0] &= 0x7f // the sign of the first
	y := new(big.Int).SetBytes(large)
	for _, small := range ofSmallOrder {
		if y.Cmp(small) == 0 {
			return false
		}
	}
	return y.Cmp(prime) < 0
}

func needProfile(holds bool) {
	if !holds {
		refuse("profile_invalid", "", "")
	}
}

func profileText(value any, name string, most int) string {
	found := member(value, name)
	needProfile(isText(found, 1, most))
	return found.(string)
}

func profileTime(value any) float64 {
	text, ok := value.(string)
	needProfile(ok)
	at, ok := readInstant(text)
	needProfile(ok)
	return at
}

func profileKey(value any) key {
	k := key{id: profileText(value, "id", 8), begin: profileTime(member(value, "from")), until: forever}
	public := profileText(value, "publicKey", 64)
	use, isList := member(value, "use").([]any)
	revoked, isFlag := member(value, "revoked").(bool)
	needProfile(keyIDForm.MatchString(k.id) && publicKeyForm.MatchString(public) && isList && len(use) > 0 && isFlag)
	for _, one := range use {
		switch one {
		case "files":
			k.files = true
		case "responses":
			k.responses = true
		case "typed":
			k.typed_ = true
		default:
			needProfile(false)
		}
	}
	if until := member(value, "until"); until != nil {
		k.until = profileTime(until)
	}
	k.public, _ = hex.DecodeString(public)
	needProfile(isSigningPoint(k.public))
	k.revoked = revoked
	return k
}

// profileIn is nil where it is none.
func profileIn(text string) (p *profile) {
	defer func() {
		if left := recover(); left != nil {
			if _, is := left.(refusal); !is {
				panic(left)
			}
			p = nil
		}
	}()
	return readProfile(text)
}

// readProfile throws a refusal where it is none.
func readProfile(text string) *profile {
	value := readJSON(text)
	server, test := member(value, "server"), member(value, "test")
	keys, areKeys := member(value, "keys").([]any)
	products, areProducts := member(value, "catalogue").([]any)
	file, isFlag := member(value, "machineIdFile").(bool)
	needProfile(isFlag && areKeys && areProducts && len(keys) <= 32 && len(products) <= 1000)
	needProfile(isMissing(test) || test == any(true))
	p := &profile{
		id: profileText(value, "id", 64), name: profileText(value, "name", 100), prefix: profileText(value, "uniqueKeyPrefix", 24),
		account: profileText(server, "account", 100), product: profileText(server, "product", 100),
		machineIDFile: file, test: test == any(true), catalogue: map[int]named{},
	}
	for _, one := range keys {
		p.keys = append(p.keys, profileKey(one))
	}
	for _, one := range products {
		needProfile(isWhole(member(one, "number"), 1, 65_535))
		number := int(member(one, "number").(float64))
		called := named{profileText(one, "code", 64), profileText(one, "name", 200), profileText(one, "type", 40)}
		if _, known := p.catalogue[number]; !known {
			p.catalogue[number] = called
		}
	}
	return p
}
