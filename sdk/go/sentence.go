package gate

import (
	"fmt"
	"math"
	"strings"
)

// words are of a status, as Activation Desk has them: its name, what it means, and what to do.
type words struct{ label, meaning, todo string }

const (
	renew     = "Renew the license with the vendor, then refresh or enter the new key."
	contact   = "Contact the vendor."
	refresh   = "Restore the connection to the activation server and refresh"
	askKey    = "Ask for a new key for this Unique Key"
	reduce    = "Reduce the usage, or buy a higher limit; then refresh."
	unreached = "The activation server could not be reached for longer than the license allows"
	keyEnded  = "The Local License Key ended, the license did not; the product may "
)

var wordsOfRules = map[rule]words{
	isInvalid: {"Invalid", "The stored key was changed or is damaged; the product may not run.", "Activate the license again."},
	isOtherMachine: {"Other machine", "The stored key is for another machine, or this machine’s id has changed; the product may not run.",
		"Activate the license on this machine again."},
	isClockProblem: {"Clock problem", "The clock stands more than 24 hours before a time that the vendor has signed; the product may not run.",
		"Set the clock of this machine."},
	isRevoked:   {"Revoked", "The vendor has withdrawn the license; the product may not run.", contact},
	isSuspended: {"Suspended", "The vendor has put the license on hold; the product may not run.", contact},
	isExpired:   {"Expired", "The license and its days of grace are over; the product may not run.", renew},
	isCheckOverdueEnded: {"Check overdue", unreached + " and its days of grace; the product may not run.",
		refresh + ", or activate offline."},
	isOverLimitRefused: {"Over limit", "More is in use than the license allows; the product may not run.", reduce},
	isGrace: {"Grace", "The license has expired; the product may run for the days of grace that it grants.",
		"Renew the license now, then refresh or enter the new key."},
	isCheckOverdue: {"Check overdue", unreached + "; the product may run for its days of grace.", refresh + ", or activate offline."},
	isOverLimit:    {"Over limit", "More is in use than the license allows; the product may run.", reduce},
	isExpiring:     {"Expiring", "The license ends within 30 days; the product may run until then.", renew},
	isActive:       {"Active", "All is well; the product may run.", ""},
	isNotLicensed:  {"Not licensed", "No license on this machine covers the product.", "Add a license for it."},
}

var wordsOfKeys = map[rule]words{
	isExpired:  {"Key ended", keyEnded + "not run.", askKey + "."},
	isGrace:    {"Key ended", keyEnded + "run for its days of grace.", askKey + " now."},
	isExpiring: {"Key ends", "The Local License Key ends within 30 days; the license goes on.", askKey + "."},
}

var unrefreshed = words{"Active", "The license was not refreshed lately; the product may run.", refresh + "."}

// gist is what the sentence is made of.
type gist struct {
	product          string
	mayRun           bool
	reason           string
	rule             rule
	end, until       end
	daysLeft         int64
	thenGrace        bool
	built            float64
	feature          string
	isFeature        bool
	maintenanceUntil float64
	mayBeClock       bool
	clock, signed    float64
}

func dayIn(at float64) string {
	if said := iso(at); said != nil {
		day, _, _ := strings.Cut(*said, "T")
		return day
	}
	return ""
}

func (g *gist) words() words {
	switch {
	case g.reason == "maintenance_ended":
		covered := "those built until " + dayIn(g.maintenanceUntil) + " are covered and may run."
		if g.isFeature {
			covered = "the license with the feature “" + g.feature + "” covers those built until " + dayIn(g.maintenanceUntil) + "."
		}
		return words{"Maintenance ended", "This version was built on " + dayIn(g.built) + "; " + covered,
			"Renew the maintenance with the vendor, or install a version that it covers."}
	case g.reason == "feature_not_licensed":
		return words{"Feature not licensed", "No license that lets the product run has the feature “" + g.feature + "”.",
			"Ask the vendor for a license that has it."}
	case g.rule == isActive && g.until.of == "check":
		return unrefreshed
	}
	if ofKey, is := wordsOfKeys[g.rule]; is && g.end.of == "local_key" {
		return ofKey
	}
	return wordsOfRules[g.rule]
}

// date is the end that comes, or that has come.
func (g *gist) date() string {
	whose := map[string]string{"license": " The license", "local_key": " The Local License Key"}
	if g.mayRun && !math.IsInf(g.until.at, 1) {
		left := "< 1 day"
		if g.daysLeft == 1 {
			left = "1 day"
		} else if g.daysLeft > 1 {
			left = fmt.Sprintf("%d days", g.daysLeft)
		}
		day := dayIn(g.until.at) + " (" + left + ")"
		switch {
		case g.thenGrace:
			return whose[g.end.of] + " ends on " + day + "; its days of grace follow."
		// Of a key that ended already, what runs out are its days of grace.
		case g.until.of == "local_key" && g.rule != isGrace:
			return whose["local_key"] + " ends on " + day + "."
		case g.until.of == "check":
			return " Refresh by " + day + "."
		}
		return " Runs until " + day + "."
	}
	if g.rule == isExpired && !math.IsInf(g.end.at, 1) {
		return whose[g.end.of] + " ended on " + dayIn(g.end.at) + "."
	}
	return ""
}

func (g *gist) sentence(isTest bool) string {
	verdict := "may not run"
	if g.mayRun {
		verdict = "may run"
	}
	words := g.words()
	said := g.product + ": " + verdict + " (" + words.label + "). " + words.meaning + g.date()
	if g.mayBeClock {
		said += " This computer’s clock says " + dayIn(g.clock) + "; the last signed time was " + dayIn(g.signed) +
			". If the clock is wrong, set it."
	}
	if words.todo != "" {
		said += " " + words.todo
	}
	return shown(said, isTest)
}

func refusalSentence(left refusal, isTest bool) string {
	said := "It cannot be told whether the product may run: " + left.code
	for _, one := range []string{left.path, left.cause} {
		if one != "" {
			said += ", " + one
		}
	}
	return shown(said+".", isTest)
}

// shown has nothing in it that a terminal would obey.
func shown(sentence string, isTest bool) string {
	if isTest {
		sentence = "TEST: " + sentence
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, r >= 0x7f && r <= 0x9f, r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, string(encodable(sentence)))
}
