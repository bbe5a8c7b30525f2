// The gate for Python where memory is refused: it could not tell, and says nothing else (docs/formats/gate-v1.md#as-a-library).
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { pythonLibrary } from '#tests/support/gate/python-library.ts'
import { cCompiler, needTool } from '#tests/support/tools.ts'

const { product, run } = pythonLibrary()

/** Instead of the system's allocator, by LD_PRELOAD. */
const REFUSING = `
#include <errno.h>
#include <stddef.h>
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
int is_on, goes_on;
long at, count;
static int refuses(void) {
  if (!is_on) return 0;
  long number = count++;
  if (!(goes_on ? number >= at : number == at)) return 0;
  errno = ENOMEM;
  return 1;
}
void *malloc(size_t size) { return refuses() ? NULL : __libc_malloc(size); }
void *calloc(size_t some, size_t size) { return refuses() ? NULL : __libc_calloc(some, size); }
void *realloc(void *old, size_t size) { return refuses() ? NULL : __libc_realloc(old, size); }
`

/** A check with memory refused at each allocation, in a process of its own. */
const REFUSED = `
import ctypes, os, sys
from activation_gate import Gate
library = ctypes.CDLL(os.environ["LD_PRELOAD"])
is_on, goes_on = (ctypes.c_int.in_dll(library, name) for name in ("is_on", "goes_on"))
at, count = (ctypes.c_long.in_dll(library, name) for name in ("at", "count"))
gate = Gate(open(sys.argv[1]).read(), sys.argv[2])
def ask(number):
    at.value, count.value, is_on.value = number, 0, 1
    try:
        return gate.check("alpha")
    finally:
        is_on.value = 0
gate.check("alpha")
meant = ask(-1)
print("meant", meant.verdict, meant.reason)
told = set()
for goes_on.value in (0, 1):
    number = 0
    while number >= 0:
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            answer = ask(number)
            os.write(theirs, f"{answer.verdict} {answer.reason}{'' if count.value > number else ' end'}".encode())
            os._exit(0)
        os.close(theirs)
        said = os.read(ours, 200).decode()
        os.close(ours)
        _, status = os.waitpid(child, 0)
        number = -1 if said.endswith(" end") else number + 1
        told.add(said.replace(" end", "") or f"signal {status & 127}")
print("\\n".join(sorted(told)))
`

test.for([
  ['a license that holds', () => product.storeOf({})],
  ['a license that the server has revoked', () => product.revoked()],
] as const)(
  'memory that is refused, at whatever moment, makes no other answer of %s',
  ([, dataDir], context) => {
    needTool(cCompiler, context)
    const place = product.folder('memory')
    writeFileSync(path.join(place, 'refusing.c'), REFUSING)
    const library = path.join(place, 'refusing.so')
    const built = spawnSync('cc', ['-shared', '-fPIC', '-o', library, path.join(place, 'refusing.c')])
    expect(built.status, String(built.stderr)).toBe(0)
    const { status, stdout, stderr } = run(['-c', REFUSED, product.profileFile, dataDir()], {
      LD_PRELOAD: library,
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [first = '', ...told] = stdout.trimEnd().split('\n')
    const meant = first.replace('meant ', '')
    expect(told).toContain('2 out_of_memory')
    // What is not ours may end the process where it gets no memory, as cryptography's Rust does: that is no answer.
    const able = [meant, '2 out_of_memory', '2 internal_error', 'signal 6', 'signal 11']
    expect(told.filter((one) => !able.includes(one))).toEqual([])
  },
)
