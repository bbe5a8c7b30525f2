// The disk refuses single steps of a writer: with the system's code, and for as long as `work` goes on.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { realPlace } from './damage.ts'

type Step = 'openSync' | 'renameSync' | 'unlinkSync' | 'writeSync'

/** `isMeant`: by the first arguments, as real paths where they are. */
export async function whileRefused<T>(
  step: Step,
  code: string,
  isMeant: (place: string, to: string) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  const calls = fs as unknown as Record<Step, (...args: unknown[]) => unknown>
  const real = calls[step]
  calls[step] = (...args) => {
    const [place = '', to = ''] = args.map((one) => (typeof one === 'string' ? realPlace(one) : ''))
    if (isMeant(place, to)) throw Object.assign(new Error(code), { code })
    return real(...args)
  }
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    calls[step] = real
    syncBuiltinESMExports()
  }
}
