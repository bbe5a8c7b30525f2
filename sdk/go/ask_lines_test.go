package gate

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// For the tests of Activation Desk, by lines from standard input: a folder that a case was laid out in, clock, product, and
// what is asked more, and the data folder where it is another, with tabs between; "-" is nothing, "␀" in that U+0000.
// Each is answered by a line: the JSON and, behind a tab, the sentence. With "machine" before a system and a folder: which machine that is, by its files (linux), by the file "value" (win32), or by "printed" (darwin).
func TestMain(m *testing.M) {
	if words := os.Getenv("RATE"); words != "" {
		rate(strings.Split(words, "\t"))
		return
	}
	if os.Getenv("ASK_LINES") == "" {
		os.Exit(m.Run())
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Split(lines.Text(), "\t")
		if words[0] == "machine" {
			fmt.Println(tellMachine(words[1], words[2]))
			continue
		}
		profile, err := os.ReadFile(words[0] + "/vendor.json")
		if err != nil {
			panic(err)
		}
		clock, _ := strconv.ParseFloat(words[1], 64)
		data := words[0] + "/data"
		if len(words) > 5 {
			data = strings.ReplaceAll(words[5], "␀", "\x00")
		}
		g := Open(string(profile), data)
		g.clock = &clock
		g.sources = []string{words[0] + "/system/dbus/machine-id", words[0] + "/system/etc/machine-id"}
		var asked []Asked
		if words[3] != "-" {
			asked = append(asked, Feature(words[3]))
		}
		if words[4] != "-" {
			asked = append(asked, Built(words[4]))
		}
		answer := g.Check(words[2], asked...)
		isTest, mayRun := strings.HasPrefix(answer.JSON, `{"test":true`), strings.Contains(answer.JSON, `,"mayRun":true,"status":`)
		if answer.IsTest != isTest || answer.MayRun() != mayRun {
			panic(answer)
		}
		fmt.Println(answer.JSON + "\t" + answer.Sentence)
	}
}

func tellMachine(system, folder string) (told string) {
	defer func() {
		if left, is := recover().(refusal); is {
			told = `{"error":{"code":"` + left.code + `"}}`
		}
	}()
	sources := []string{folder + "/system/dbus/machine-id", folder + "/system/etc/machine-id"}
	id := ""
	switch system {
	case "linux":
		id = readMachine(folder+"/data", true, sources).id
	case "win32":
		id = idSaid(readSource(folder + "/value").text)
	default:
		id = idSaid(inIoreg(readSource(folder + "/printed").text))
	}
	return `{"id":"` + id + `"}`
}
