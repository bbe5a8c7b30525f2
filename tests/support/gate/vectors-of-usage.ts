// Vectors of what is in use: limits, days over them, reports, and what of them cannot be read.
import { iso } from '#shared/instant.ts'
import { dayOf } from '#shared/license/days-over-limit.ts'
import { ALPHA, at, NOW, type GateVendor } from './gate-vendor.ts'
import { usageFile, used, withFile, type Add } from './vectors.ts'

export function usage(add: Add, v: GateVendor): void {
  const limited = (overLimit: 'allow' | 'refuse' | number, more = {}) =>
    withFile(v, { metadata: { overLimit, ...more } })
  const today = dayOf(NOW)
  add('usage-within', 'active', { ...limited('refuse'), ...usageFile(used(16)) })
  add('usage-over-allowed', 'over_limit', { ...limited('allow'), ...usageFile(used(17)) })
  add('usage-over-by-default-allowed', 'over_limit', { ...withFile(v), ...usageFile(used(17)) })
  add('usage-over-refused', 'no over_limit', { ...limited('refuse'), ...usageFile(used(17)) })
  add('usage-of-another-product', 'active', {
    ...limited('refuse'),
    ...usageFile(used(99, { product: 'beta' })),
  })
  add('usage-over-days-first-day', 'over_limit', { ...limited(3), ...usageFile(used(17)) })
  add('usage-over-days-last-day', 'over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 1] })),
  })
  add('usage-over-days-today-counted', 'over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 1, today, today] })),
  })
  add('usage-over-days-used-up', 'no over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 2, today - 1] })),
  })
  add('usage-over-days-of-the-future-count', 'no over_limit', {
    ...limited(2),
    ...usageFile(used(17, { overLimitDays: [today + 3, today + 4] })),
  })
  add('usage-over-no-days', 'no over_limit', { ...limited(0), ...usageFile(used(17)) })
  add('usage-over-since', 'over_limit', { ...limited(5), ...usageFile(used(17, { overLimitSince: at(-4) })) })
  add('usage-over-since-used-up', 'no over_limit', {
    ...limited(5),
    ...usageFile(used(17, { overLimitSince: at(-5) })),
  })
  add('usage-over-since-and-days-before', 'no over_limit', {
    ...limited(5),
    ...usageFile(used(17, { overLimitSince: at(-3), overLimitDays: [today - 9, today - 8, today - 2] })),
  })
  add('usage-over-since-the-future', 'over_limit', {
    ...limited(1),
    ...usageFile(used(17, { overLimitSince: at(5) })),
  })
  add('usage-over-license-ends-first', 'over_limit', {
    ...withFile(v, { attributes: { expiry: iso(at(1)) }, metadata: { overLimit: 30 } }),
    ...usageFile(used(17)),
  })
  add('usage-over-in-grace', 'grace', {
    ...withFile(v, { attributes: { expiry: iso(at(-1)) }, metadata: { overLimit: 2, graceDays: 30 } }),
    ...usageFile(used(17)),
  })
  add('usage-over-no-limit', 'active', {
    ...limited('refuse', { products: [{ ...ALPHA, limit: null }] }),
    ...usageFile(used(1e6)),
  })
  add('usage-over-a-limit-of-none', 'no over_limit', {
    ...limited('refuse', { products: [{ ...ALPHA, limit: 0 }] }),
    ...usageFile(used(1)),
  })
  add('usage-twice-counts-the-larger', 'no over_limit', {
    ...limited('refuse'),
    ...usageFile(used(17), used(2, { reportedAt: NOW })),
  })
  add('usage-gone-with-its-history', 'error usage_damaged', {
    ...limited('refuse'),
    'usage-history/alpha.json': { text: '{"points":[]}' },
  })
  add('usage-gone-and-allowed', 'active', {
    ...limited('allow'),
    'usage-history/alpha.json': { text: '{"points":[]}' },
  })
  add('usage-gone-of-a-product-that-never-reported', 'active', {
    ...limited('refuse'),
    'usage-history/beta.json': { text: '{"points":[]}' },
  })
  add('usage-gone-and-expired-is-expired', 'no expired', {
    ...withFile(v, { attributes: { expiry: iso(at(-1)) }, metadata: { overLimit: 'refuse' } }),
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-damaged', 'error usage_damaged', {
    ...limited('refuse'),
    'usage.json': { text: '{"usage":[{"prod' },
    'usage-history/alpha.json': { text: '{' },
  })
  add('usage-damaged-and-its-record-whole', 'no over_limit', {
    ...limited('refuse'),
    'usage.json': { text: `{"usage":[${JSON.stringify(used(17))},{"prod` },
  })
  add('usage-damaged-and-never-reported', 'active', { ...limited('refuse'), 'usage.json': { text: '[]' } })
  add('usage-incomplete', 'error usage_damaged', {
    ...limited(5),
    'usage.json': { text: '{"usage":[],"incomplete":true}' },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-is-a-folder', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { folder: true },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-is-a-link', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { link: 'other.json' },
    'other.json': { text: '{"usage":[]}' },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-and-its-history-are-folders', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { folder: true },
    'usage-history/alpha.json': { folder: true },
  })
  add('usage-as-a-fraction-is-no-record', 'error usage_damaged', {
    ...limited('refuse'),
    ...usageFile(used(1.5)),
    'usage-history/alpha.json': { text: '{}' },
  })
  const reports = (text: string) => ({ 'usage/alpha.json': { text } })
  add('report-within', 'active', { ...limited('refuse'), ...reports('{"usage":16}') })
  add('report-over', 'no over_limit', { ...limited('refuse'), ...reports('{"usage":17}') })
  add('report-goes-before-the-record', 'active', {
    ...limited('refuse'),
    ...usageFile(used(99)),
    ...reports(' {"usage": 1.6e1, "more": null}\n'),
  })
  add('report-keeps-the-days-of-the-record', 'no over_limit', {
    ...limited(2),
    ...usageFile(used(1, { overLimitDays: [today - 3, today - 2] })),
    ...reports('{"usage":17}'),
  })
  add('report-with-a-member-twice', 'no over_limit', {
    ...limited('refuse'),
    ...reports('{"usage":1,"usage":17}'),
  })
  add('report-damaged', 'error usage_damaged', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    ...reports('{"usage":1'),
  })
  add('report-negative', 'error usage_damaged', { ...limited('refuse'), ...reports('{"usage":-1}') })
  add('report-minus-zero', 'active', { ...limited('refuse'), ...reports('{"usage":-0}') })
  add('report-of-the-largest-number', 'no over_limit', {
    ...limited('refuse'),
    ...reports('{"usage":9007199254740991}'),
  })
  add('report-beyond-the-largest-number', 'error usage_damaged', {
    ...limited('refuse'),
    ...reports('{"usage":9007199254740992}'),
  })
  add('report-too-long', 'error usage_damaged', {
    ...limited('refuse'),
    ...reports(`{"usage":1}${' '.repeat(4096)}`),
  })
  add('report-damaged-and-allowed', 'active', { ...limited('allow'), ...reports('') })
  add('report-is-a-link', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { link: 'beta.json' },
    'usage/beta.json': { text: '{"usage":1}' },
  })
  add('report-that-others-may-write', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o666 },
  })
  // Of a file the rights to run it say nothing, nor what its group may.
  add('report-that-all-may-run', 'active', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o755 },
  })
  add('report-that-its-group-may-write', 'active', {
    ...limited('refuse'),
    usage: { folder: true, mode: 0o775 },
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o664 },
  })
  add('report-that-nobody-may-read', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0 },
  })
  add('reports-that-may-be-listed-alone', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { folder: true, mode: 0o444 },
    ...reports('{"usage":1}'),
  })
  add('reports-that-may-be-entered-alone', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { folder: true, mode: 0o311 },
    ...reports('{"usage":1}'),
  })
  add('reports-that-nobody-may-enter-and-allowed', 'active', {
    ...limited('allow'),
    usage: { folder: true, mode: 0 },
    ...reports('{"usage":17}'),
  })
  add('reports-in-a-folder-that-others-may-write', 'error usage_not_readable', {
    ...limited('refuse'),
    usage: { folder: true, mode: 0o777 },
    ...reports('{"usage":1}'),
  })
  add('reports-are-a-file', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { text: '' },
  })
  add('report-under-another-name-is-none', 'active', {
    ...limited('refuse'),
    'usage/alpha.json.tmp': { text: '{' },
    'usage/.alpha.json': { text: '{' },
  })
}
