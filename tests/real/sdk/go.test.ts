// The gate for Go: built from a copy of its folder, and held to the reference (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import {
  isCalledBack,
  isStoppedByItsListener,
  ProductOf,
  quickStartOf,
} from '#tests/support/gate/product-of.ts'
import { LARGE_LIMITS, limitOf } from '#tests/support/gate/large-limits.ts'
import { CLOCK_STANDS_AT } from '../../../scripts/testkit/kit-vendor.ts'
import { faketime, go, needTool } from '#tests/support/tools.ts'

const product = new ProductOf('go')
const { folder } = product
afterAll(product.end)

const copied = path.join(folder('source'), 'a copy, ä')
const env = {
  ...process.env,
  GOCACHE: folder('cache'),
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
  CGO_ENABLED: '0',
}
beforeEach((context) => void needTool(go, context))
beforeAll(() => {
  cpSync(new URL('../../../sdk/go', import.meta.url), copied, { recursive: true })
})

function build(cwd: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(go.find() ?? '', args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`go ${args.join(' ')}:\n${stdout}\n${stderr}`)
}

/** A program of a product, built on the copy. */
function productOf(source: string): string {
  const place = folder('product')
  writeFileSync(path.join(place, 'main.go'), source)
  writeFileSync(path.join(place, 'vendor.json'), product.profile)
  writeFileSync(
    path.join(place, 'go.mod'),
    `module product\n\ngo 1.19\n\nrequire activation.example/gate v0.1.0\n\nreplace activation.example/gate => ${JSON.stringify(copied)}\n`,
  )
  build(place, 'build', '-o', 'product', '.')
  return path.join(place, 'product')
}

test('its own tools find nothing to say', () => {
  build(copied, 'vet', '.')
  const { status, stdout } = spawnSync('gofmt', ['-l', '.'], { cwd: copied, encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})

const NONE = `package main

import (
	_ "embed"
	"fmt"
	"os"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	var none *gate.Gate
	g := gate.Open(vendor, os.Args[1])
	for _, one := range []gate.Answer{
		none.Check("alpha"), new(gate.Gate).Check("alpha"), g.Check(""), g.Check("alpha", gate.Feature("")), g.Check("alpha", gate.Built("")),
		g.Check("alpha", nil), gate.Open("", os.Args[1]).Check("alpha"), gate.Open(vendor, "/tmp/a\\x00").Check("alpha"),
	} {
		fmt.Println(one.Verdict.ExitStatus(), one.Reason)
		if one.MayRun() != (one.Verdict == gate.MayRun) || one.IsTest {
			panic(one)
		}
	}
	fmt.Println(none.ReportUsage("alpha", 1), gate.Open(vendor, "/tmp/a\\x00").ReportUsage("alpha", 1))
	none.Watch(func(a gate.Answer) { fmt.Println(a.Reason) }, "alpha", 0)()
}
`

test('what can be none is an answer, also of a gate that is nil', () => {
  const { stdout, stderr } = spawnSync(productOf(NONE), [product.storeOf({})], { encoding: 'utf8' })
  expect(stdout.split('\n').slice(0, 9), stderr).toEqual([
    ...Array<string>(5).fill('2 invalid_input'),
    ...['0 ', '2 profile_invalid', '2 invalid_input'],
    'no product or number that can be reported no product or number that can be reported',
  ])
})

const ZERO = `package main

import (
	"fmt"

	"activation.example/gate"
)

func main() {
	var last gate.Answer
	var none gate.Verdict
	fmt.Println(last.MayRun(), last.Verdict == gate.CouldNotTell, none == gate.MayRun, none, none.ExitStatus())
	fmt.Println(gate.MayRun, gate.MayRun.ExitStatus(), gate.MayNot, gate.MayNot.ExitStatus())
}
`

test('an answer that is still to come, and a verdict that nobody told, could not tell', () => {
  const { stdout, stderr } = spawnSync(productOf(ZERO), { encoding: 'utf8' })
  expect(stdout, stderr).toBe('false true false could not tell 2\nmay run 0 may not 1\n')
})

test('the quick start of its README, fifteen lines at most as gofmt has it, runs', () => {
  const start = quickStartOf(path.join(copied, 'README.md'), 'go')
  expect(spawnSync('gofmt', [], { input: start, encoding: 'utf8' }).stdout).toBe(start)
  const program = productOf(start)
  const run = (dataDir: string) =>
    spawnSync(program, { encoding: 'utf8', env: { ACTIVATION_DESK_DATA_DIR: dataDir } })
  const well = 'alpha: may run (Active). All is well; the product may run.\n'
  expect(run(product.storeOf({}))).toMatchObject({ status: 0, stdout: '', stderr: well })
  const refused = run(product.storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }))
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('alpha: may not run (Expired).') as string,
  })
})

test('libfaketime does not move it, as the guide for vendors says', (context) => {
  const LD_PRELOAD = needTool(faketime, context)
  const program = productOf(quickStartOf(path.join(copied, 'README.md'), 'go'))
  const ACTIVATION_DESK_DATA_DIR = product.storeOf({ issued: CLOCK_STANDS_AT - DAY })
  const env = { LD_PRELOAD, FAKETIME: '@2030-01-01 12:00:00', TZ: 'UTC', ACTIVATION_DESK_DATA_DIR }
  const { status, stderr } = spawnSync(program, { env, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('Clock problem') as string,
  })
})

test('it is copied into a module by the words of its README', () => {
  const place = folder('module')
  const readme = path.join(copied, 'README.md')
  cpSync(copied, path.join(place, 'gate'), { recursive: true })
  writeFileSync(path.join(place, 'main.go'), quickStartOf(readme, 'go'))
  writeFileSync(path.join(place, 'vendor.json'), product.profile)
  build(place, 'mod', 'init', 'example.com/product')
  const [, words = 'false'] = /```sh\n([^]*?)```/.exec(readFileSync(readme, 'utf8')) ?? []
  const { status, stderr } = spawnSync('sh', ['-e', '-c', words], { cwd: place, env, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  build(place, 'build', '-o', 'program', '.')
  const ACTIVATION_DESK_DATA_DIR = product.storeOf({})
  expect(spawnSync(path.join(place, 'program'), { env: { ACTIVATION_DESK_DATA_DIR } }).status).toBe(0)
})

const LIMIT = `package main

import (
	_ "embed"
	"fmt"
	"os"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	fmt.Println(*gate.Open(vendor, os.Args[1]).Check("alpha").Limit)
}
`

test('a limit is told to the last number that 64 bits have, and as that beyond it', () => {
  const program = productOf(LIMIT)
  for (const [lines, limit] of LARGE_LIMITS)
    expect(spawnSync(program, [product.storeOf(limitOf(lines))], { encoding: 'utf8' }).stdout).toBe(
      `${limit}\n`,
    )
})

const STOPPED = `package main

import (
	"fmt"
	"runtime"
	"time"

	"activation.example/gate"
)

func objects() uint64 {
	var memory runtime.MemStats
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	runtime.GC()
	runtime.ReadMemStats(&memory)
	return memory.HeapObjects
}

func main() {
	const watches = 10000
	var none *gate.Gate
	before := objects()
	for i := 0; i < watches; i++ {
		none.Watch(nil, "alpha", 24*time.Hour)()
	}
	fmt.Println(objects() < before+watches)
}
`

test('a watch that was stopped keeps no memory, however long its pause was', () => {
  expect(spawnSync(productOf(STOPPED), { encoding: 'utf8' })).toMatchObject({ stdout: 'true\n', stderr: '' })
})

const WATCHING = `package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"os"
	"strconv"
	"time"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	g := gate.Open(vendor, os.Args[1])
	stop := g.Watch(func(a gate.Answer) {
		fmt.Println("answer:", a.Status, a.Verdict.ExitStatus())
		panic("of the product")
	}, "alpha", 100*time.Millisecond)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		n, _ := strconv.ParseInt(lines.Text(), 10, 64)
		fmt.Println("reported:", g.ReportUsage("alpha", n))
	}
	stop()
}
`

test('a product that reports its usage is called back when that stops it, though its listener panics', async () => {
  const dataDir = product.refusing()
  await isCalledBack([productOf(WATCHING), dataDir], dataDir, {
    ...{ runs: 'answer: active 0', stopped: 'answer: over_limit 1' },
    ...{ reported: 'reported: <nil>', refused: 'reported: no product' },
  })
})

const ONCE = `package main

import (
	_ "embed"
	"fmt"
	"os"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	started, ended := make(chan func(), 1), make(chan bool)
	stop := gate.Open(vendor, os.Args[1]).Watch(func(a gate.Answer) {
		fmt.Println("answer:", a.Status, a.Verdict.ExitStatus())
		(<-started)()
		ended <- true
	}, "alpha", 0)
	started <- stop
	<-ended
	stop()
}
`

test('a listener may stop its own watch, and is called no more', () => {
  isStoppedByItsListener([productOf(ONCE), product.storeOf({})], 'answer: active 0')
})

test('whoever stops a watch waits for a call that runs, and for no question, behind which nobody is called', () => {
  build(copied, 'test', '-run', 'TestStop', '.')
})

const AT_ONCE = `package main

import (
	_ "embed"
	"fmt"
	"os"
	"sync"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	g, said, all := gate.Open(vendor, os.Args[1]), sync.Map{}, sync.WaitGroup{}
	for i := 0; i < 100; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for k := 0; k < 10; k++ {
				said.Store(g.Check("alpha").JSON, true)
			}
		}()
	}
	all.Wait()
	said.Range(func(json, _ any) bool { fmt.Println(json); return true })
}
`

test('a hundred goroutines ask one gate at once, and are answered alike', () => {
  const { stdout } = spawnSync(productOf(AT_ONCE), [product.storeOf({})], { encoding: 'utf8' })
  expect(stdout.trimEnd().split('\n')).toEqual([expect.stringContaining('"mayRun":true')])
})

const REPORTING = `package main

import (
	_ "embed"
	"fmt"
	"os"

	"activation.example/gate"
)

//go:embed vendor.json
var vendor string

func main() {
	g := gate.Open(vendor, os.Args[1])
	fmt.Println(g.Check("alpha").Verdict.ExitStatus(), g.ReportUsage("alpha", 17), g.Check("alpha").Status)
}
`

test('a product reads and reports where /proc is not mounted', (context) => {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for a system without /proc')
  const script = 'mount -t tmpfs none /proc && ! test -e /proc/self && exec "$@"'
  const words = ['-rm', 'sh', '-c', script, 'sh', productOf(REPORTING), product.refusing()]
  const { stdout, stderr } = spawnSync('unshare', words, { encoding: 'utf8' })
  expect(stdout, stderr).toBe('0 <nil> over_limit\n')
})
