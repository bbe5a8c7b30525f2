// What each command of the vendor's back office prints with --json (docs/formats/json-answers.md).
import { z } from 'zod'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'

const instant = z.iso.datetime()
const optional = instant.nullable()
const count = z.int().min(0)

const license = z.object({
  id: z.string(),
  code: z.string(),
  owner: z.string(),
  products: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      type: z.string(),
      limit: z.number().nullable(),
      expires: optional.optional(),
    }),
  ),
  graceDays: count,
  overLimit: z.union([z.enum(['allow', 'refuse']), count]),
  maintenanceUntil: optional,
  features: z.array(z.string()),
  notes: z.string().nullable(),
  application: z.string().nullable(),
  policy: z.object({ id: z.string(), name: z.string() }),
  overrides: z.record(z.string(), z.number()),
  uses: count,
  checkedIn: optional,
  status: z.string(),
  expires: optional,
  machines: z.object({ used: count, kept: count, limit: count }),
  checkOutDays: count,
  created: instant,
  updated: instant,
})

const change = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })

const changed = z.object({
  license,
  changes: z.array(change),
  needNewAnswer: z.array(z.string()),
})

const key = z.object({
  id: z.string(),
  publicKey: z.string(),
  use: z.array(z.enum(['files', 'responses', 'typed'])),
  from: optional,
  until: optional,
  revoked: z.boolean(),
  active: z.boolean(),
})

const policy = z.object({
  id: z.string(),
  name: z.string(),
  application: z.string().nullable(),
  licenses: count,
  standard: z.boolean(),
  rules: z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.null()])),
  created: instant,
  updated: instant,
})

const application = z.object({ id: z.string(), code: z.string(), name: z.string() })
const failed = z.object({ code: z.string(), message: z.string() })

export const SERVER_ANSWERS: Readonly<Record<string, z.ZodType>> = {
  init: z.object({ dataDir: z.string(), account: z.string(), product: z.string(), key: z.string() }),
  'license create': license,
  'license list': z.object({ licenses: z.array(license), total: count }),
  'license show': license,
  'license export': z.object({ licenses: count, output: z.string() }),
  'license import': z.object({
    imported: count,
    good: count,
    refused: z.array(failed.extend({ line: count })),
    refusedTotal: count,
    dryRun: z.boolean(),
    errors: z.string().optional(),
    output: z.string().optional(),
  }),
  'license update': changed,
  'license renew': changed,
  'license policy': changed,
  'license uses': changed,
  'license suspend': changed,
  'license reinstate': changed,
  'license revoke': changed,
  answer: z.object({
    uniqueKey: z.string(),
    license: z.string(),
    machine: z.string(),
    issued: instant,
    expires: optional,
    file: z.string().optional(),
    typedKey: z.array(z.string()).optional(),
    output: z.string().optional(),
  }),
  return: z.object({
    license: z.string(),
    uniqueKey: z.string(),
    issued: instant,
    returned: z.iso.date(),
    seat: z.enum(['freed', 'already_free', 'kept']),
  }),
  serve: z.object({ url: z.string(), metrics: z.string().optional() }),
  'machine list': z.object({
    machines: z.array(
      z.object({
        id: z.string(),
        fingerprint: z.string(),
        name: z.string().nullable(),
        hostname: z.string().nullable(),
        platform: z.string().nullable(),
        created: instant,
      }),
    ),
    total: count,
    kept: z.array(
      z.object({ id: z.string(), fingerprint: z.string(), released: instant, keptUntil: instant }),
    ),
    keptTotal: count,
    processes: z.array(
      z.object({
        id: z.string(),
        machine: z.string(),
        pid: z.string(),
        status: z.enum(['alive', 'dead']),
        lastHeartbeat: instant,
      }),
    ),
    processesTotal: count,
  }),
  'machine release': z.object({ released: z.object({ id: z.string(), fingerprint: z.string() }) }),
  'application list': z.object({ applications: z.array(application) }),
  'application add': application,
  'policy create': policy,
  'policy update': z.object({ policy, changes: z.array(change) }),
  'policy list': z.object({ policies: z.array(policy) }),
  'policy show': policy,
  'keys list': z.object({ keys: z.array(key.extend({ fault: z.string().nullable() })) }),
  'keys prepare': z.object({ added: key }),
  'keys rotate': z.object({ added: key, retired: key }),
  profile: vendorProfile,
  'database upgrade': z.object({
    steps: z.array(z.string()),
    kept: z.string().nullable(),
    changed: z.boolean(),
  }),
  'database move': z.object({
    tables: z.array(z.object({ table: z.string(), rows: count })),
    rows: count,
    resumed: count,
    changed: z.boolean(),
    dryRun: z.boolean(),
  }),
  'database verify': z.object({
    whole: z.boolean(),
    findings: z.array(
      z.object({
        check: z.enum(['steps', 'pages', 'references', 'seats', 'counts']),
        well: z.boolean(),
        rows: count,
        words: z.string(),
      }),
    ),
  }),
  backup: z.object({ file: z.string() }),
  restore: z.object({ file: z.string(), kept: z.string().nullable(), older: z.boolean() }),
  demo: z.object({ licenses: count, machines: count }),
  doctor: z.object({
    well: z.boolean(),
    findings: z.array(z.object({ step: z.string(), fault: failed.nullable(), words: z.string() })),
  }),
}

/** `message` is English, for logs and scripts. Wrong usage has no JSON: standard error and exit status 2. */
export const SERVER_ERROR = z.object({ error: failed })

/** They stand once in the published file. */
export const SERVER_PARTS = { license, changed, key, application, policy }
