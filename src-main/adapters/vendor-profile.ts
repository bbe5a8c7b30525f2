// Whom this installation trusts: compiled in by packaging, else a file of the checkout.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  vendorProfile,
  type VendorProfile,
  type VendorProfileError,
} from '#shared/contract/vendor-profile.ts'
import type { NoFile } from '#shared/contract/system.ts'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { explainProfile } from '#shared/messages/explain-profile.ts'
import type { Messages } from '#shared/messages/messages.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { compiledIn } from './compiled-in.ts'

export type VendorProfileProblem =
  | { readonly kind: 'compiled_in' }
  | { readonly kind: 'unreadable'; readonly file: string }
  | { readonly kind: 'no_file'; readonly file: string; readonly is: NoFile }
  | { readonly kind: 'invalid'; readonly file: string; readonly error: VendorProfileError }

/** Bytes; a catalogue of ten thousand products takes one million. */
const LARGEST_PROFILE = 4 * 1024 * 1024

/**
 * SECURITY: the profile holds the public keys, so it decides whom the app trusts: a packaged build refuses
 * another one. docs/SECURITY.md#trust
 */
export function loadVendorProfile(file: string | undefined): Result<VendorProfile, VendorProfileProblem> {
  if (compiledIn) return file === undefined ? ok(compiledIn) : err({ kind: 'compiled_in' })
  const source = file ?? path.resolve(import.meta.dirname, '../../assets/vendor/virtualmetric.json')
  const is = insteadOfFile(source)
  if (is !== null) return err({ kind: 'no_file', file: source, is })
  let content: unknown
  try {
    if (statSync(source).size > LARGEST_PROFILE) return err({ kind: 'unreadable', file: source })
    content = JSON.parse(textOfBytes(readFileSync(source)))
  } catch {
    return err({ kind: 'unreadable', file: source })
  }
  const profile = vendorProfile.safeParse(content)
  if (profile.success) return ok(profile.data)
  return err({ kind: 'invalid', file: source, error: profile.error })
}

export function explainProfileProblem(problem: VendorProfileProblem, { profile }: Messages['start']): string {
  switch (problem.kind) {
    case 'compiled_in':
      return profile.compiledIn
    case 'no_file':
      return `${profile.noFile(problem.file, problem.is)}.`
    case 'unreadable':
      return profile.unreadable(problem.file)
    case 'invalid':
      return profile.invalid(problem.file, explainProfile(problem.error, profile.rules))
  }
}
