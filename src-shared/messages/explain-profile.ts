// What is wrong with a vendor profile, in words. The schema library's own sentences are English alone.
import type { VendorProfileError } from '../contract/vendor-profile.ts'
import type { profileRules } from './en/profile-rules.ts'
import type { Worded } from './messages.ts'

/** The first thing alone: it is the one to mend first. */
export function explainProfile(
  { issues }: Pick<VendorProfileError, 'issues'>,
  rules: Worded<typeof profileRules>,
): string {
  const [issue] = issues
  if (!issue) return ''
  const field = issue.path.join('.')
  switch (issue.code) {
    case 'invalid_type':
      return rules.type(field, issue.expected)
    case 'too_small':
      return rules.short(field, String(issue.minimum))
    case 'too_big':
      return rules.long(field, String(issue.maximum))
    case 'invalid_value':
      return rules.choice(field, issue.values.join(', '))
    case 'unrecognized_keys':
      return rules.unknown(issue.keys.map((key) => [...issue.path, key].join('.')).join(', '))
    case 'custom':
      return issue.params?.['reserved'] === true ? rules.reserved(field) : rules.form(field)
    default:
      return rules.form(field)
  }
}
