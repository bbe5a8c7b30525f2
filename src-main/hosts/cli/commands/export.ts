// activation-desk export --format csv|json [--output FILE]
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import type { Session } from '../session.ts'

const FORMATS = ['csv', 'json'] as const

export async function exportLicenses(
  wanted: string,
  output: string | undefined,
  session: Session,
): Promise<void> {
  const format = FORMATS.find((known) => known === wanted)
  if (!format) return session.misuse(`“${wanted}” is not a format: give ${FORMATS.join(' or ')}`)
  const file = session.settle(await session.router.call('export.create', { format }))
  const { content } = file
  if (output === undefined) return session.answer(file, () => content.trimEnd())
  if (!writeBeside(output, content)) session.settle(err(failure('file_not_written', { path: output })))
  session.answer({ path: output }, () => `Written: ${output}`)
}

/** No half file: written beside its place first, and removed again where that fails. */
function writeBeside(file: string, content: string): boolean {
  const temporary = `${file}.part`
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, file)
    return true
  } catch {
    rmSync(temporary, { force: true })
    return false
  }
}
