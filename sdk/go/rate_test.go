package gate

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"os"
	"sort"
	"syscall"
)

// rate says what opening a key from memory, verifying its signature bare and a whole check cost, in microseconds of
// processor each. Its words: profile, key, message (files), signature and public key (hex), code, Unique Key, data folder,
// product.
func rate(words []string) {
	read := func(place string) []byte {
		bytes, err := os.ReadFile(place)
		insist(err == nil)
		return bytes
	}
	fromHex := func(word string) []byte {
		bytes, err := hex.DecodeString(word)
		insist(err == nil)
		return bytes
	}
	trusted, text, message := string(read(words[0])), string(read(words[1])), read(words[2])
	signature, public := fromHex(words[3]), ed25519.PublicKey(fromHex(words[4]))
	context := keyContext{words[5], words[6], "id", readProfile(trusted)}
	g := Open(trusted, words[7])
	works := []func(){
		func() {
			_, problem := openKey(text, context)
			insist(problem == "")
		},
		func() { insist(ed25519.Verify(public, message, signature)) },
		func() { insist(g.Check(words[8]).MayRun()) },
	}
	const rounds, times = 15, 200
	costs := make([][]float64, len(works))
	for round := 0; round < rounds; round++ {
		for i, work := range works {
			started := processor()
			for count := 0; count < times; count++ {
				work()
			}
			costs[i] = append(costs[i], (processor()-started)/times)
		}
	}
	for _, all := range costs {
		sort.Float64s(all)
		fmt.Print(all[rounds/2], " ")
	}
	fmt.Println()
}

func insist(holds bool) {
	if !holds {
		panic("the bench’s license does not hold")
	}
}

// processor is in microseconds.
func processor() float64 {
	var used syscall.Rusage
	insist(syscall.Getrusage(syscall.RUSAGE_SELF, &used) == nil)
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1000
}
