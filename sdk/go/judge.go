package gate

import "math"

// rule is a status, in its order: the earlier is the worse.
type rule int

const (
	isInvalid rule = iota
	isOtherMachine
	isClockProblem
	isRevoked
	isSuspended
	isExpired
	isCheckOverdueEnded
	isOverLimitRefused
	isUnknown
	isGrace
	isCheckOverdue
	isOverLimit
	isExpiring
	isActive
	isNotLicensed
)

var statuses = []string{"invalid", "other_machine", "clock_problem", "revoked", "suspended", "expired", "check_overdue",
	"over_limit", "unknown", "grace", "check_overdue", "over_limit", "expiring", "active", "not_licensed"}

func (r rule) runs() bool { return r >= isGrace && r <= isActive }

type end struct {
	at float64
	of string
}

var never = end{math.Inf(1), ""}

type judged struct {
	stored  *stored
	word    *word
	grant   *grant
	problem string
	damaged string
	broken  rule
}

type line struct {
	license *judged
	product *product
	usage   *usage
	rule    rule
	until   end
	end     end
}

type judgment struct {
	store       *store
	licenses    []*judged
	lines       []line
	clock, mark float64
	// of the version that is judged; what does not cover it is no line.
	version float64
	lostID  string
}

func (j *judgment) now() float64 { return math.Max(j.clock, j.mark) }

func minuteOf(at float64) float64 { return math.Floor(at / minute) }

func (one *judged) wasGivenBack(s *store) bool {
	if len(s.returned) == 0 {
		return false
	}
	found, is := s.returned[licenseNumber(one.grant.id)]
	return is && (one.grant.issued <= found.seat || (one.word == nil && minuteOf(one.grant.issued) <= found.keyMinute))
}

func opened(kept *stored, s *store, p *profile, uniqueKey string) *judged {
	one := &judged{stored: kept, word: readWord(kept.answer, kept.code, p)}
	one.grant, one.problem = openKey(kept.key, keyContext{kept.code, uniqueKey, kept.id, p})
	if one.problem != "" {
		return one
	}
	g := one.grant
	mayBeOnline := !g.typed && g.fileExpiry-g.issued <= 14*day+48*hour
	switch {
	case one.word == nil && (kept.online || (!kept.modeIsNoted && mayBeOnline)):
		one.problem = "answer_missing"
	case one.wasGivenBack(s):
		one.problem = "key_returned"
	case one.word != nil && one.word.ended != nil && one.word.at >= g.issued:
		g.expiry = math.Min(g.expiry, *one.word.ended)
		for i := range g.products {
			g.products[i].expiry = math.Min(g.products[i].expiry, *one.word.ended)
		}
	}
	return one
}

func (g *grant) isOlder(other *grant) bool {
	if g.typed || other.typed {
		return minuteOf(g.issued) < minuteOf(other.issued)
	}
	return g.issued < other.issued
}

func countOnce(licenses []*judged) {
	counted := map[string]*judged{}
	for _, one := range licenses {
		if one.problem != "" {
			continue
		}
		id := licenseNumber(one.grant.id)
		other, is := counted[id]
		switch {
		case !is:
			counted[id] = one
		case other.grant.isOlder(one.grant), !one.grant.isOlder(other.grant) && other.word == nil && one.word != nil:
			other.problem = "older_key"
			counted[id] = one
		default:
			one.problem = "older_key"
		}
	}
}

var signedSo = map[string]bool{"other_machine": true, "signing_key_not_valid": true, "wrong_file_type": true,
	"license_missing_in_file": true, "other_application": true, "other_account": true, "older_key": true, "key_returned": true}

func (one *judged) judgeBroken(isSure bool) {
	place := ""
	switch {
	case one.problem == "code_or_machine_mismatch":
		intact := one.word != nil
		if !intact && one.stored.codeIsAsPut != nil {
			intact = *one.stored.codeIsAsPut
		} else if !intact {
			intact = isOurCode(one.stored.code)
		}
		if !intact {
			place = "/code"
		}
	case one.problem == "license_code_mismatch":
		place = "/code"
	case one.problem == "answer_missing":
		place = "/answers/validation.json"
	case !signedSo[one.problem]:
		place = "/" + one.stored.keyFile
	}
	one.damaged = ""
	if place != "" {
		one.damaged = one.stored.where + place
	}
	if place == "" && (one.problem == "other_machine" || one.problem == "code_or_machine_mismatch") {
		one.broken = isUnknown
		if isSure {
			one.broken = isOtherMachine
		}
		return
	}
	one.broken = isInvalid
	// Of a license that was read only its answer may be unread.
	if one.problem == "answer_missing" && one.stored.answerIsUnread {
		one.broken = isUnknown
	}
}

func (one *judged) inForce() string {
	if one.grant.suspended {
		return "suspended"
	}
	if one.word == nil {
		return ""
	}
	replaced := one.word.at < one.grant.issued
	if one.word.says == "seat_released" {
		replaced = one.word.at <= one.grant.issued
	}
	if replaced {
		return ""
	}
	return one.word.says
}

func (one *judged) endOf(p *product) end {
	license := math.Min(one.grant.expiry, p.expiry)
	if !one.stored.online && one.grant.fileExpiry < license {
		return end{one.grant.fileExpiry, "local_key"}
	}
	return end{license, "license"}
}

func dayOf(at float64) float64 { return math.Floor(at / day) }

func (u *usage) countDays(now float64) float64 {
	today := dayOf(now)
	first := today
	if u.since != nil {
		first = math.Min(dayOf(*u.since), today)
	}
	count := today - first + 1
	for one := range u.days {
		if one < first || one > today {
			count++
		}
	}
	return count
}

func first(ends ...end) end {
	found := ends[0]
	for _, one := range ends {
		if one.at < found.at {
			found = one
		}
	}
	return found
}

// stands is by the rules of the statuses. `total` nil: no limit.
func (one *judged) stands(p *product, clock, mark float64, total *float64, used *usage, isLost bool) (rule, end) {
	g := one.grant
	now, grace := math.Max(clock, mark), g.graceDays*day
	ends, inForce, issued := one.endOf(p), one.inForce(), g.issued
	if inForce == "seat_released" {
		issued = 0
	}
	isChecked := one.stored.online && !math.IsInf(g.fileExpiry, 1)
	isOverdue := isChecked && now > g.fileExpiry
	check, overEnd := never, never
	if isChecked && now > math.Min(g.fileExpiry, issued+math.Min(2*day, math.Floor((g.fileExpiry-issued)/2))) {
		check = end{g.fileExpiry + grace, "check"}
	}
	isOver := total != nil && used != nil && used.amount > *total
	isRefused := isOver && g.over == "refuse"
	if isOver && g.over == "days" {
		counted := used.countDays(now)
		isRefused = counted > g.overDays
		overEnd = end{(dayOf(now)+math.Max(0, g.overDays-counted)+1)*day - 1, "usage"}
	}
	stop := first(end{ends.at + grace, ends.of}, check, overEnd)
	switch {
	case mark-clock > day:
		return isClockProblem, never
	case inForce == "revoked":
		return isRevoked, never
	case inForce == "suspended":
		return isSuspended, never
	case now > ends.at+grace:
		return isExpired, never
	case isOverdue && now > g.fileExpiry+grace:
		return isCheckOverdueEnded, never
	case isRefused:
		return isOverLimitRefused, never
	case isLost && total != nil && g.over != "allow":
		return isUnknown, never
	case now > ends.at:
		return isGrace, stop
	case isOverdue:
		return isCheckOverdue, stop
	case isOver:
		return isOverLimit, first(ends, check, overEnd)
	case ends.at-now <= 30*day:
		return isExpiring, first(ends, check)
	}
	return isActive, first(ends, check)
}

// request is a question of the right form.
type request struct {
	product, feature   string
	built              float64
	isFeature, isBuilt bool
}

func (q *request) isHaving(one *line) bool {
	return !q.isFeature || has(one.license.grant.features, q.feature)
}

// versionJudged is the one that asks; else the last that its licenses let run, for whose maintenance it is refused.
func (q *request) versionJudged(running []line) float64 {
	last, lastHaving := math.Inf(-1), math.Inf(-1)
	if !q.isBuilt {
		return last
	}
	for i := range running {
		version := math.Min(q.built, running[i].license.grant.maintenanceUntil)
		last = math.Max(last, version)
		if q.isHaving(&running[i]) {
			lastHaving = math.Max(lastHaving, version)
		}
	}
	if math.IsInf(lastHaving, -1) {
		return last
	}
	return lastHaving
}

func judge(s *store, m machine, p *profile, q *request, clock float64) *judgment {
	j := &judgment{store: s, clock: math.Min(math.Max(clock, firstInstant), lastInstant), mark: s.mark}
	id := uniqueKey(m.id, p.id, p.prefix)
	for _, kept := range s.licenses {
		j.licenses = append(j.licenses, opened(kept, s, p, id))
	}
	countOnce(j.licenses)
	isElsewhere, isGone := false, false
	for _, one := range j.licenses {
		j.mark = math.Max(j.mark, 0)
		if one.word != nil {
			j.mark = math.Max(j.mark, one.word.at)
		}
		if one.problem == "" {
			j.mark = math.Max(j.mark, one.grant.issued)
			continue
		}
		one.judgeBroken(true)
		if one.broken == isOtherMachine {
			isElsewhere = true
			isGone = isGone || (!m.isFromFile && one.stored.hadIDFile)
		}
	}
	if isGone {
		j.lostID = "machine-id"
	} else if isElsewhere {
		j.lostID = m.emptied
	}
	for _, one := range j.licenses {
		if j.lostID != "" && one.problem != "" {
			one.judgeBroken(false)
		}
	}
	each := func(do func(one *judged, p *product)) {
		for _, one := range j.licenses {
			for i := 0; one.problem == "" && i < len(one.grant.products); i++ {
				if one.grant.products[i].code == q.product {
					do(one, &one.grant.products[i])
				}
			}
		}
	}
	var running []line
	each(func(one *judged, p *product) {
		if stands, _ := one.stands(p, j.clock, j.mark, p.limit, nil, false); stands.runs() {
			running = append(running, line{license: one, product: p})
		}
	})
	j.version = q.versionJudged(running)
	some, hasNone, sum := false, false, 0.0
	for _, each := range running {
		if each.license.grant.maintenanceUntil < j.version {
			continue
		}
		if some = true; each.product.limit == nil {
			hasNone = true
		} else {
			sum += *each.product.limit
		}
	}
	var total *float64
	if some && !hasNone {
		total = &sum
	}
	var used *usage
	if one, is := s.usage[q.product]; is {
		used = &one
	}
	isLost := used == nil && total != nil && s.hasReported(q.product)
	each(func(one *judged, p *product) {
		if one.grant.maintenanceUntil < j.version {
			return
		}
		stands, until := one.stands(p, j.clock, j.mark, total, used, isLost)
		j.lines = append(j.lines, line{one, p, used, stands, until, one.endOf(p)})
	})
	return j
}
