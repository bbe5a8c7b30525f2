// The gate for Python: run from a copy of its folder, and held to the reference (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { iso } from '#shared/instant.ts'
import { isCalledBack, isStoppedByItsListener, quickStartOf } from '#tests/support/gate/product-of.ts'
import { pythonLibrary } from '#tests/support/gate/python-library.ts'
import { faketime, needTool, setuptools } from '#tests/support/tools.ts'

const library = pythonLibrary()
const { product, copied, env } = library
const { folder } = product

test('its source is that of Python 3.9, the oldest that it names', () => {
  const parse =
    'import ast, pathlib, sys; [ast.parse(file.read_text("utf-8"), feature_version=(3, 9)) for file in pathlib.Path(sys.argv[1]).rglob("*.py")]'
  expect(library.run(['-c', parse, copied])).toMatchObject({ status: 0, stderr: '' })
  expect(readFileSync(path.join(copied, 'pyproject.toml'), 'utf8')).toContain('requires-python = ">=3.9"')
})

test('its package is built by Debian’s setuptools, which is older than license expressions, and has its license', (context) => {
  needTool(setuptools, context)
  const build = 'from setuptools import build_meta; print(build_meta.build_sdist("built"))'
  const place = path.join(folder('package'), 'python')
  cpSync(copied, place, { recursive: true })
  expect(library.run(['-c', build], {}, place)).toMatchObject({ status: 0 })
  const said = readFileSync(path.join(place, 'activation_gate.egg-info', 'PKG-INFO'), 'utf8')
  expect(said).toContain('\nLicense: MIT\n')
  expect(said).toContain('\nLicense-File: LICENSE\n')
})

test('the quick start of its README, fifteen lines at most, runs, from wherever it is started', () => {
  const place = folder('product')
  writeFileSync(path.join(place, 'product.py'), quickStartOf(path.join(copied, 'README.md'), 'python'))
  writeFileSync(path.join(place, 'vendor.json'), product.profile)
  const run = (dataDir: string, cwd: string) =>
    library.run([path.join(place, 'product.py')], { ACTIVATION_DESK_DATA_DIR: dataDir }, cwd)
  const [licensed, expired] = [
    product.storeOf({}),
    product.storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }),
  ]
  for (const cwd of [place, ...product.elsewhere()]) {
    expect(run(licensed, cwd)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(run(expired, cwd)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('alpha: may not run (Expired).') as string,
    })
  }
  // A standard error that takes nothing makes no other verdict of it.
  const mute = (dataDir: string) =>
    spawnSync('sh', ['-c', '"$@" 2>/dev/full', 'sh', library.program(), path.join(place, 'product.py')], {
      env: { ...process.env, ...env, ACTIVATION_DESK_DATA_DIR: dataDir },
    }).status
  const newer = product.storeOf({}, { 'store.json': { text: '{"writers":2,"gate":2}\n' } })
  expect([licensed, expired, newer].map(mute)).toEqual([0, 1, 2])
  // Beside it, it is imported in the other's place.
  writeFileSync(path.join(place, 'cryptography.py'), 'raise RuntimeError("no providers")')
  expect(run(licensed, place)).toMatchObject({ status: 2, stderr: 'no providers\n' })
  rmSync(path.join(place, 'cryptography.py'))
  rmSync(path.join(place, 'vendor.json'))
  for (const cwd of product.elsewhere())
    expect(run(licensed, cwd)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('vendor.json') as string,
    })
})

test('a clock beyond 2262, for which Python has no time, is the last moment, as in every language', (context) => {
  const LD_PRELOAD = needTool(faketime, context)
  const asks =
    'import sys; from activation_gate import Gate; print(Gate(open(sys.argv[1]).read(), sys.argv[2]).check("alpha").may_run)'
  const clock = { LD_PRELOAD, FAKETIME: '2262-04-13 00:00:00', TZ: 'UTC', DONT_FAKE_MONOTONIC: '1' }
  const said = library.run(['-c', asks, product.profileFile, product.storeOf({})], clock)
  expect(said).toMatchObject({ status: 0, stdout: 'True\n' })
})

const WATCHING = `
import sys
from activation_gate import Gate
gate = Gate(open(sys.argv[1]).read(), sys.argv[2])
def listener(answer):
    print("answer:", answer.status, answer.verdict, flush=True)
    raise RuntimeError("of the product")
watch = gate.watch(listener, "alpha", seconds=0.2)
for line in sys.stdin:
    try:
        gate.report_usage("alpha", int(line))
        print("reported", flush=True)
    except ValueError as error:
        print("refused:", error, flush=True)
watch.stop()
`

test('a product that reports its usage is called back when that stops it, though its listener raises', async () => {
  const dataDir = product.refusing()
  await isCalledBack(
    [library.program(), '-c', WATCHING, product.profileFile, dataDir],
    dataDir,
    {
      ...{ runs: 'answer: active 0', stopped: 'answer: over_limit 1' },
      ...{ reported: 'reported', refused: 'refused: ' },
    },
    env,
  )
})

const ONCE = `
import sys, threading
from activation_gate import Gate
started, ended = threading.Event(), threading.Event()
def listener(answer):
    print("answer:", answer.status, answer.verdict, flush=True)
    started.wait()
    watch.stop()
    ended.set()
watch = Gate(open(sys.argv[1]).read(), sys.argv[2]).watch(listener, "alpha", seconds=0)
started.set()
ended.wait()
watch.stop()
`

test('a listener may stop its own watch, and is called no more', () => {
  const words = [library.program(), '-c', ONCE, product.profileFile, product.storeOf({})]
  isStoppedByItsListener(words, 'answer: active 0', env)
})

const STOPPED = `
import sys, threading
from activation_gate import Gate
asks, stopped, calls = threading.Event(), threading.Event(), []
class Held(Gate):
    def check(self, *asked):
        asks.set()
        stopped.wait()
        return super().check(*asked)
watch = Held(open(sys.argv[1]).read(), sys.argv[2]).watch(calls.append, "alpha", seconds=0)
asks.wait()
asking = next(one for one in threading.enumerate() if one is not threading.current_thread())
watch.stop()
stopped.set()
asking.join()
print(len(calls))
`

test('who stops a watch waits for no question, behind which nobody is called', () => {
  const words = [library.program(), '-c', STOPPED, product.profileFile, product.storeOf({})]
  const [program = '', ...more] = words
  const said = spawnSync(program, more, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 60_000,
  })
  expect(said).toMatchObject({ status: 0, stdout: '0\n', stderr: '' })
})

const FORMS = `
import pathlib, sys
from activation_gate import Gate
class Broken:
    def __fspath__(self):
        raise RuntimeError
    __eq__ = __fspath__
class Ends(Broken):
    def __fspath__(self):
        raise SystemExit(0)
profile, folder = open(sys.argv[1]).read(), sys.argv[2]
gates = [Gate(one, folder) for one in (None, 1, profile.encode(), "{}")]
gates += [Gate(profile, one) for one in ("/tmp/a\\0b", "/tmp/\\ud800", "/tmp/\\ufffd", 5, [], Broken(), Ends(), pathlib.Path(folder), folder.encode())]
print([gate.check("alpha").reason for gate in gates])
gate = Gate(profile, folder)
print({gate.check(*one).reason for one in ((None,), (1,), ("alpha", 1), ("alpha", ""), ("alpha", None, ""), ("alpha", None, 1))})
for product, usage in (("alpha", 1.5), ("alpha", True), ("alpha", "1"), ("alpha", None), (None, 1), (1, 1), ("a\\n", 1)):
    try:
        print("reported", gate.report_usage(product, usage))
    except ValueError:
        pass
`

test('what is of another type is an answer, or a ValueError', () => {
  const said = library.run(['-c', FORMS, product.profileFile, product.refusing()])
  const reasons = [...Array<string>(4).fill("'profile_invalid'"), ...Array<string>(7).fill("'invalid_input'")]
  const stdout = `[${reasons.join(', ')}, None, None]\n{'invalid_input'}\n`
  expect(said).toMatchObject({ status: 0, stdout, stderr: '' })
})

/** By the argument: hashing goes on by Python's own code, so that the signature alone cannot be looked at. */
const WITHOUT_OPENSSL = `
import hashlib, sys
if sys.argv[3] == "hashing":
    hashlib.sha256 = getattr(hashlib, "__get_builtin_constructor")("sha256")
from activation_gate import Gate
answer = Gate(open(sys.argv[1]).read(), sys.argv[2]).check("alpha")
print(answer.verdict, answer.json)
`

test.each(['hashing', 'nothing'])('an OpenSSL that may do %s is an answer: it could not tell', (what) => {
  const config = path.join(folder('openssl'), 'fips.cnf')
  writeFileSync(config, 'openssl_conf = a\n[a]\nalg_section = b\n[b]\ndefault_properties = fips=yes\n')
  const words = ['-c', WITHOUT_OPENSSL, product.profileFile, product.storeOf({}), what]
  const said = library.run(words, { OPENSSL_CONF: config })
  const stdout = "2 {'error': {'code': 'internal_error'}}\n"
  expect(said).toMatchObject({ status: 0, stdout, stderr: '' })
})

const DEEP = `
import sys
from activation_gate import Gate
profile = open(sys.argv[1]).read()
gate = Gate(profile, sys.argv[2])
def room(product):
    return product
def made_at(depth):
    return made_at(depth - 1) if depth > 0 else (room("alpha"), Gate(profile, sys.argv[2]))[1]
def reasons_of_made():
    for depth in range(sys.getrecursionlimit()):
        try:
            made = made_at(depth)
        except RecursionError:
            return
        yield made.check("alpha").reason
def asked_at(depth):
    if depth > 0:
        return asked_at(depth - 1)
    room("alpha")
    return gate.check("alpha")
def reasons():
    for depth in range(sys.getrecursionlimit()):
        try:
            asked_at_depth = asked_at(depth)
        except RecursionError as error:
            trace = error.__traceback__
            while trace.tb_next:
                trace = trace.tb_next
            # There was no room for any call.
            assert trace.tb_frame.f_code.co_filename == "<string>", trace.tb_frame
            return
        yield asked_at_depth.reason
sys.setrecursionlimit(200)
told = list(reasons())
print(told[0], told[-1], set(told) == {None, "internal_error"})
told = list(reasons_of_made())
print(told[0], told[-1], set(told) == {None, "internal_error"})
`

test('near the end of the stack, or made there, it could not tell, down to where nothing can be called', () => {
  const said = library.run(['-c', DEEP, product.profileFile, product.storeOf({})])
  expect(said).toMatchObject({ status: 0, stdout: 'None internal_error True\n'.repeat(2), stderr: '' })
})

const PAUSES = `
import sys, threading
from activation_gate import Gate
class Broken:
    def __float__(self):
        raise SystemExit(0)
gate = Gate(open(sys.argv[1]).read(), sys.argv[2])
def told(seconds):
    heard = threading.Event()
    said = []
    watch = gate.watch(lambda answer: (said.append(answer.reason), heard.set()), "alpha", seconds=seconds)
    heard.wait()
    watch.stop()
    return said[0]
print([told(one) for one in ("5", b"5", [], object(), Broken(), float("nan"), True, False)])
print([told(one) for one in (None, float("inf"), 10**400, -(10**400), -1, 1)])
try:
    gate.watch(None, "alpha")
except TypeError as error:
    print(error)
`

test('a watch whose pause is no number is called back with an answer, too', () => {
  const said = library.run(['-c', PAUSES, product.profileFile, product.storeOf({})])
  const none = Array<string>(8).fill("'invalid_input'").join(', ')
  const runs = Array<string>(6).fill('None').join(', ')
  expect(said).toMatchObject({ status: 0, stdout: `[${none}]\n[${runs}]\nno listener\n`, stderr: '' })
})

const THREADS = `
import sys
from concurrent.futures import ThreadPoolExecutor
from activation_gate import Gate
gate = Gate(open(sys.argv[1]).read(), sys.argv[2])
with ThreadPoolExecutor(100) as pool:
    answers = list(pool.map(lambda _: gate.check("alpha"), range(500)))
print(len({repr(answer) for answer in answers}), answers[0].may_run)
`

test('a hundred threads ask one gate at once, and are answered alike', () => {
  const said = library.run(['-c', THREADS, product.profileFile, product.storeOf({})])
  expect(said).toMatchObject({ status: 0, stdout: '1 True\n', stderr: '' })
})
