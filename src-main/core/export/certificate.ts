// The activation certificate of one license: what the stored key says and who signed it, for an auditor.
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { armoredKind } from '#shared/formats/armor.ts'
import { iso } from '#shared/instant.ts'
import { judgedNow } from '#shared/messages/status-words.ts'
import { certificateReport } from '#shared/report/certificate-report.ts'
import { verificationSteps } from '#shared/report/verification-steps.ts'
import { err } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { judgeStored } from '../standing/judge.ts'
import { notRead } from '../standing/not-read.ts'
import { toLicenseList } from '../standing/views.ts'
import { toHtml } from './html.ts'
import { givenReport } from './given-report.ts'

/** Refuses a license whose key proves nothing here: there is nothing to certify. */
export async function createCertificate(
  { id, format, paper, locale, timeZone, language }: ParsedInput<'licenses.certificate'>,
  dependencies: Dependencies,
  signal: AbortSignal,
): Promise<MethodResult<'licenses.certificate'>> {
  const { vendor, app, clock, machineFacts, primitives, loadWords } = dependencies
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const found = judged.value.licenses.find(({ stored }) => stored.id === id)
  if (!found) return err(notRead(id, judged.value.contents))
  const { grant, stored } = found
  const list = toLicenseList(judged.value)
  const license = list.licenses.find((one) => one.id === id)
  const trusted = vendor.keys.find((key) => key.id === grant?.keyId)
  if (!grant || !license || !trusted) return err(failure('license_proves_nothing', { id }))
  const place = path.join(app.dataDir, stored.where, stored.keyFile)
  const { uniqueKey } = judged.value
  const key = {
    path: place,
    text: stored.file,
    code: stored.code,
    uniqueKey,
    publicKey: inPem(trusted.publicKey),
  }
  const at = iso(clock.now())
  const messages = await loadWords(language)
  const report = certificateReport(
    {
      facts: {
        vendor: vendor.name,
        machine: machineFacts.hostName(),
        uniqueKey,
        at,
        app: `${app.name} ${app.version}`,
      },
      license,
      now: judgedNow(list.clock),
      signed: {
        issued: iso(grant.issued),
        form: armoredKind(stored.file) === 'machine' ? 'machine_file' : 'typed_key',
        keyId: grant.keyId,
        support: vendor.support.email || vendor.name,
        path: place,
        sha256: createHash('sha256').update(stored.file).digest('hex'),
        steps: verificationSteps(key, primitives),
      },
      locale,
      timeZone,
    },
    messages,
  )
  const html = (sheet: typeof paper | null) => toHtml(report, messages.language, sheet ?? null)
  return givenReport(
    { name: 'certificate', at, format, html, paper: paper ?? 'a4-portrait' },
    dependencies,
    signal,
  )
}

/** SubjectPublicKeyInfo of Ed25519 (RFC 8410) before the 32 bytes of the key. */
const ED25519 = '302a300506032b6570032100'

function inPem(publicKey: string): string {
  const bytes = Buffer.from(ED25519 + publicKey, 'hex').toString('base64')
  return `-----BEGIN PUBLIC KEY-----\n${bytes}\n-----END PUBLIC KEY-----\n`
}
