package gate

import (
	"math"
	"strings"
)

func (j *judgment) refuseDoubt(product string) {
	for _, one := range j.lines {
		if one.rule != isUnknown {
			continue
		}
		why := problem{"usage.json", "unreadable"}
		if j.store.unread != nil {
			why = *j.store.unread
		}
		if trouble := j.store.reports[product]; trouble != "" {
			why = problem{"usage/" + product + ".json", trouble}
		}
		if why.reason == "unreadable" {
			panic(refusal{"usage_damaged", why.where, "", product})
		}
		panic(refusal{"usage_not_readable", why.where, why.reason, product})
	}
	for _, one := range j.store.problems {
		if one.where != "licenses" && !strings.HasPrefix(one.where, "licenses/") {
			continue
		}
		switch one.reason {
		case "no_permission":
			refuse("store_not_readable", one.where, "")
		case "read_failed", "too_many_open_files", "gone", "not_mounted":
			refuse("store_unreachable", one.where, one.reason)
		}
		refuse("license_damaged", one.where, "")
	}
	for _, one := range j.licenses {
		if one.problem != "" && one.damaged != "" {
			refuse("license_damaged", one.damaged, "")
		}
	}
	if j.lostID != "" {
		refuse("machine_id_not_readable", j.lostID, "gone")
	}
}

func number64(n float64) *int64 {
	if math.IsInf(n, 0) {
		return nil
	}
	whole := int64(math.MaxInt64)
	if n < 1<<63 {
		whole = int64(n)
	}
	return &whole
}

func has(some []string, one string) bool {
	for _, each := range some {
		if each == one {
			return true
		}
	}
	return false
}

func textOrNone(text string) string {
	if text == "" {
		return "null"
	}
	return quoted(text)
}

func timeOrNone(at float64) string {
	if said := iso(at); said != nil {
		return quoted(*said)
	}
	return "null"
}

// answer throws a refusal where it cannot be told.
func (j *judgment) answer(p *profile, q *request) Answer {
	var running, having []line
	var features onceEach
	for i := range j.lines {
		one := &j.lines[i]
		if !one.rule.runs() {
			continue
		}
		running = append(running, *one)
		if q.isHaving(one) {
			having = append(having, *one)
		}
		if q.isBuilt && q.built > one.license.grant.maintenanceUntil {
			continue
		}
		for _, each := range one.license.grant.features {
			features.add(each)
		}
	}
	mayRun := len(having) > 0 && (!q.isBuilt || q.built == j.version)
	if !mayRun {
		j.refuseDoubt(q.product)
	}
	judged := running
	if len(judged) == 0 {
		judged = j.lines
	}
	counted := judged
	if !mayRun && len(having) > 0 {
		counted = having
	}
	var best *line
	for i := range counted {
		one := &counted[i]
		if best == nil || one.rule > best.rule || (one.rule == best.rule && one.until.at >= best.until.at) {
			best = one
		}
	}
	stands := j.ruleOf(best)
	a := Answer{Status: statuses[stands], Features: features.all, IsTest: p.test}
	until, ends, then := never, never, "null"
	if best != nil {
		until, ends = best.until, best.end
	}
	if !math.IsInf(until.at, 1) {
		days := int64(math.Max(0, math.Floor((until.at-j.now())/day)))
		a.DaysLeft, a.Until, then = &days, number64(until.at), `"stops"`
		if until == ends && best.license.grant.graceDays > 0 {
			then = `"grace"`
		}
	}
	switch {
	case mayRun:
		a.Verdict = MayRun
	case len(running) == 0:
		a.Verdict, a.Reason = MayNot, a.Status
	case len(having) > 0:
		a.Verdict, a.Reason = MayNot, "maintenance_ended"
	default:
		a.Verdict, a.Reason = MayNot, "feature_not_licensed"
	}
	expires, maintenance, limit := math.Inf(-1), math.Inf(-1), 0.0
	hasLimit := true
	var ids, signed []string
	for _, one := range counted {
		grant := one.license.grant
		expires = math.Max(expires, one.product.expiry)
		maintenance = math.Max(maintenance, grant.maintenanceUntil)
		ids = append(ids, quoted(one.license.stored.id))
		signed = append(signed, one.signed())
	}
	for _, one := range judged {
		if one.product.limit == nil {
			hasLimit = false
		} else {
			limit += *one.product.limit
		}
	}
	if len(counted) == 0 {
		expires, maintenance = forever, forever
	}
	limitSaid, usageSaid, name, kind := "null", "null", "null", "null"
	if hasLimit {
		a.Limit, limitSaid = number64(limit), written(limit)
	}
	if len(counted) > 0 {
		name, kind = quoted(counted[0].product.name), quoted(counted[0].product.kind)
		if used := counted[0].usage; used != nil {
			a.Usage, usageSaid = number64(used.amount), written(used.amount)
		}
	}
	a.MaintenanceUntil = number64(maintenance)
	var said []string
	put := func(name, value string) { said = append(said, `"`+name+`":`+value) }
	if p.test {
		put("test", "true")
	}
	put("product", quoted(q.product))
	put("mayRun", map[bool]string{true: "true", false: "false"}[mayRun])
	put("status", quoted(a.Status))
	put("reason", textOrNone(a.Reason))
	put("name", name)
	put("type", kind)
	put("limit", limitSaid)
	put("usage", usageSaid)
	put("expires", timeOrNone(expires))
	if math.IsInf(ends.at, 1) {
		put("end", "null")
	} else {
		put("end", `{"at":`+timeOrNone(ends.at)+`,"of":`+quoted(ends.of)+"}")
	}
	put("until", timeOrNone(until.at))
	if a.Until == nil {
		put("untilOf", "null")
	} else {
		put("untilOf", quoted(until.of))
	}
	hasEnded := best != nil && (best.rule == isExpired || best.rule == isCheckOverdueEnded)
	mayBeClock := hasEnded && j.clock-j.mark > 30*day
	if mayBeClock {
		put("clockAhead", `{"clock":`+timeOrNone(j.clock)+`,"signed":`+timeOrNone(j.mark)+"}")
	}
	if a.DaysLeft == nil {
		put("daysLeft", "null")
	} else {
		put("daysLeft", written(float64(*a.DaysLeft)))
	}
	put("then", then)
	put("maintenanceUntil", timeOrNone(maintenance))
	var quotedFeatures []string
	for _, one := range features.all {
		quotedFeatures = append(quotedFeatures, quoted(one))
	}
	put("features", "["+strings.Join(quotedFeatures, ",")+"]")
	put("licenses", "["+strings.Join(ids, ",")+"]")
	put("signed", "["+strings.Join(signed, ",")+"]")
	a.JSON = "{" + strings.Join(said, ",") + "}"
	in := gist{product: q.product, mayRun: mayRun, reason: a.Reason, rule: stands, end: ends, until: until, thenGrace: then == `"grace"`,
		built: q.built, feature: q.feature, isFeature: q.isFeature, maintenanceUntil: maintenance, mayBeClock: mayBeClock, clock: j.clock, signed: j.mark}
	if a.DaysLeft != nil {
		in.daysLeft = *a.DaysLeft
	}
	a.Sentence = in.sentence(p.test)
	return a
}

func (one line) signed() string {
	mode, form := "offline", "machine_file"
	if one.license.stored.online {
		mode = "online"
	}
	if one.license.grant.typed {
		form = "typed_key"
	}
	g := one.license.grant
	return `{"license":` + quoted(one.license.stored.id) + `,"mode":"` + mode + `","form":"` + form + `","issued":` +
		timeOrNone(g.issued) + `,"signedBy":` + quoted(g.signedBy) + `,"validUntil":` + timeOrNone(g.fileExpiry) + "}"
}

// ruleOf: one that is no license for this machine may have been the product's, a better answer than “not licensed”.
func (j *judgment) ruleOf(best *line) rule {
	if best != nil {
		return best.rule
	}
	worst := rule(-1)
	for _, one := range j.licenses {
		if one.problem != "" && (worst < 0 || one.broken < worst) {
			worst = one.broken
		}
	}
	if worst < 0 {
		return isNotLicensed
	}
	return worst
}
