// Policies: what their rules do to a license.
import { about } from '../about.ts'
import { missing, ok, refused, row, type Answered, type Area, type Given, type Question } from '../row.ts'
import { activation } from '../../support/client.ts'

const MAKE = 'POST /machines'
const QUICK = 'GET /licenses/$license/actions/validate'
const BY_ID = 'POST /licenses/$license/actions/validate'
const BY_KEY = 'POST /licenses/actions/validate-key'
const v = 'licenses/actions/validations'

const says = (code: string, valid: boolean): Answered => ({ ...ok({ meta: { valid } }), code })
const held = (rules: string, ...given: Given[]): Question => ({ policy: rules.split(' '), given })
const machine = (fingerprint: string, more: object = {}) => ({
  body: activation('$license', fingerprint, more),
})
const scope = (asked: object) => ({ body: { meta: { scope: asked } } })
const made = (status = 201): Answered => ({ status })
const THREE = ['activated', 'two more'] as const
const TAKEN = refused(422, 'FINGERPRINT_TAKEN', '/data/attributes/fingerprint')
const FULL = refused(422, 'MACHINE_LIMIT_EXCEEDED', '/data')

export const policies: Area = {
  area: 'Policies',
  rows: [
    row(
      `${v}:8872`,
      'a license without machines, of a policy that is not strict',
      BY_KEY,
      { ...held('strict=false'), as: 'nobody', body: { meta: { key: '$key' } } },
      says('VALID', true),
    ),
    row(`${v}:1786`, 'in short as well', QUICK, held('strict=false'), says('VALID', true)),
    row(
      'app/serializers/policy_serializer.rb',
      'its rules',
      'GET /licenses/$license/policy',
      held('strict=true floating=true maxMachines=4 maxCores=16 overageStrategy=ALLOW_1_25X_OVERAGE'),
      ok({
        data: {
          attributes: {
            strict: true,
            floating: true,
            maxMachines: 4,
            maxCores: 16,
            overageStrategy: 'ALLOW_1_25X_OVERAGE',
            expirationStrategy: 'RESTRICT_ACCESS',
            heartbeatResurrectionStrategy: 'NO_REVIVE',
          },
        },
      }),
    ),
    row(
      'app/serializers/policy_serializer.rb',
      'what a license without users never comes to, as its policy has it',
      'GET /licenses/$license/policy',
      held(
        'floating=true maxUsers=5 machineLeasingStrategy=PER_USER componentUniquenessStrategy=UNIQUE_PER_LICENSE' +
          ' transferStrategy=RESET_EXPIRY',
      ),
      ok({
        data: {
          attributes: {
            maxUsers: 5,
            machineLeasingStrategy: 'PER_USER',
            componentUniquenessStrategy: 'UNIQUE_PER_LICENSE',
            transferStrategy: 'RESET_EXPIRY',
          },
        },
      }),
    ),
    row(
      'app/serializers/license_serializer.rb',
      'the license shows what its policy says',
      'GET /profile',
      held('floating=true maxMachines=7 maxCores=16 maxUsers=2 requireHeartbeat=true'),
      ok({
        data: {
          attributes: {
            strict: false,
            floating: true,
            maxMachines: 7,
            maxCores: 16,
            maxUsers: 2,
            requireHeartbeat: true,
          },
        },
      }),
    ),
    row(
      'app/models/license.rb',
      'what the license has of its own goes before',
      'GET /profile',
      {
        policy: ['floating=true', 'maxCores=16', 'maxUsers=2'],
        sold: { machines: 3, limits: ['maxCores=8', 'maxUsers=4'] },
      },
      ok({ data: { attributes: { maxMachines: 3, maxCores: 8, maxUsers: 4 } } }),
    ),
    row(
      'app/services/license_validation_service.rb',
      'too much memory',
      BY_ID,
      { sold: { machines: 2 }, given: ['less memory'], body: {} },
      says('TOO_MUCH_MEMORY', false),
    ),
    row(
      'app/services/license_validation_service.rb',
      'too much disk',
      BY_ID,
      { sold: { machines: 2 }, given: ['less disk'], body: {} },
      says('TOO_MUCH_DISK', false),
    ),
    row(
      'app/serializers/policy_serializer.rb',
      'what every policy is here, and at Keygen where nothing is said',
      'GET /licenses/$license/policy',
      {},
      ok({
        data: {
          attributes: {
            usePool: false,
            scheme: null,
            encrypted: false,
            protected: false,
            renewalBasis: 'FROM_EXPIRY',
            duration: null,
            metadata: {},
          },
        },
      }),
    ),
    row(
      `${v}:540`,
      'too many machines',
      QUICK,
      { ...held('strict=true floating=true', ...THREE, 'one machine fewer'), sold: { machines: 3 } },
      says('TOO_MANY_MACHINES', false),
    ),
    row(
      `${v}:580`,
      'too many machines, of a policy that is not strict',
      QUICK,
      { ...held('floating=true', ...THREE, 'one machine fewer'), sold: { machines: 3 } },
      says('VALID', true),
    ),
    row(
      `${v}:6014`,
      'too many machines that are let in',
      BY_ID,
      {
        ...held('strict=true floating=true overageStrategy=ALWAYS_ALLOW_OVERAGE', ...THREE),
        sold: { machines: 2 },
      },
      says('TOO_MANY_MACHINES', true),
    ),
    row(
      `${v}:6146`,
      'too many machines for one and a half times',
      BY_ID,
      {
        ...held('strict=true floating=true overageStrategy=ALLOW_1_5X_OVERAGE', ...THREE, 'one machine left'),
        sold: { machines: 2 },
      },
      says('TOO_MANY_MACHINES', false),
    ),
    row(
      `${v}:6475`,
      'two machines of a node-locked license that takes twice as many',
      BY_ID,
      held('strict=true overageStrategy=ALLOW_2X_OVERAGE', 'activated', 'another machine'),
      says('TOO_MANY_MACHINES', true),
    ),
    row(
      `${v}:950`,
      'too many cores',
      QUICK,
      {
        ...held('strict=true floating=true overageStrategy=NO_OVERAGE', 'activated', 'fewer cores'),
        sold: { machines: 3 },
      },
      says('TOO_MANY_CORES', false),
    ),
    row(
      `${v}:8416`,
      'too many cores that are let in',
      BY_ID,
      {
        ...held('strict=true floating=true maxCores=2 overageStrategy=ALWAYS_ALLOW_OVERAGE', 'activated'),
        sold: { machines: 3 },
      },
      says('TOO_MANY_CORES', true),
    ),
    row(
      `${v}:1918`,
      'expired and restricted',
      QUICK,
      held('strict=false', 'expired'),
      says('EXPIRED', false),
    ),
    row(
      `${v}:1990`,
      'expired and maintained',
      QUICK,
      held('expirationStrategy=MAINTAIN_ACCESS', 'expired'),
      says('EXPIRED', true),
    ),
    row(
      `${v}:2026`,
      'expired and allowed',
      BY_ID,
      held('expirationStrategy=ALLOW_ACCESS', 'expired'),
      says('EXPIRED', true),
    ),
    row(
      `${v}:5019`,
      'expired and restricted, for another fingerprint',
      BY_ID,
      { ...held('floating=true', 'activated', 'expired'), ...scope({ fingerprint: 'two' }) },
      says('FINGERPRINT_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:13169`,
      'a term that begins with the first validation',
      QUICK,
      held('duration=86400 expirationBasis=FROM_FIRST_VALIDATION'),
      { ...says('VALID', true), has: { data: { attributes: { expiry: '$inOneDay' } } } },
    ),
    row(
      `${v}:13233`,
      'one that begins with something else',
      QUICK,
      held('duration=86400 expirationBasis=FROM_FIRST_ACTIVATION'),
      { ...says('VALID', true), has: { data: { attributes: { expiry: null } } } },
    ),
    row(
      'app/models/license.rb',
      'a term that begins with the sale',
      'GET /profile',
      held('duration=86400'),
      ok({ data: { attributes: { expiry: '$inOneDay' } } }),
    ),
    row(
      'machines/create:6961',
      'one that begins with the first machine',
      'GET /machines/one/license',
      held('duration=86400 expirationBasis=FROM_FIRST_ACTIVATION', 'activated'),
      ok({ data: { attributes: { expiry: '$inOneDay' } } }),
    ),
    row(
      `${v}:11324`,
      'a product that has to be named',
      BY_ID,
      held('requireProductScope=true'),
      says('PRODUCT_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:11364`,
      'a policy that has to be named',
      BY_ID,
      held('requirePolicyScope=true'),
      says('POLICY_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:11404`,
      'a machine that has to be named',
      BY_ID,
      held('requireMachineScope=true', 'activated'),
      says('MACHINE_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:11444`,
      'a fingerprint that has to be named',
      BY_ID,
      held('requireFingerprintScope=true', 'activated'),
      says('FINGERPRINT_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:11484`,
      'a user that has to be named',
      BY_ID,
      held('requireUserScope=true'),
      says('USER_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:11768`,
      'another user than has to be named',
      BY_ID,
      { ...held('requireUserScope=true'), ...scope({ user: '$nobody' }) },
      says('USER_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:11811`,
      'a checksum that has to be named',
      BY_ID,
      held('requireChecksumScope=true'),
      says('CHECKSUM_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:12063`,
      'a checksum of nothing',
      BY_ID,
      { ...held('requireChecksumScope=true'), ...scope({ checksum: 'a1b2' }) },
      says('CHECKSUM_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:12353`,
      'a version that has to be named',
      BY_ID,
      held('requireVersionScope=true'),
      says('VERSION_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:12472`,
      'a version of nothing',
      BY_ID,
      { ...held('requireVersionScope=true'), ...scope({ version: '1.0.0' }) },
      says('VERSION_SCOPE_MISMATCH', false),
    ),
    row(
      'app/services/license_validation_service.rb',
      'components that have to be named',
      BY_ID,
      { ...held('requireComponentsScope=true', 'activated'), ...scope({ fingerprint: 'one' }) },
      says('COMPONENTS_SCOPE_REQUIRED', false),
    ),
    row(
      `${v}:2157`,
      'in short nothing has to be named',
      QUICK,
      held('requireProductScope=true requireFingerprintScope=true'),
      says('VALID', true),
    ),
    row(
      `${v}:10735`,
      'some fingerprints where all are wanted',
      BY_ID,
      {
        ...held('floating=true machineMatchingStrategy=MATCH_ALL', ...THREE),
        sold: { machines: 3 },
        ...scope({ fingerprints: ['one', 'two', 'four'] }),
      },
      says('FINGERPRINT_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:10340`,
      'one of three where most are wanted',
      BY_ID,
      {
        ...held('machineMatchingStrategy=MATCH_MOST', 'activated'),
        ...scope({ fingerprints: ['one', 'two', 'three'] }),
      },
      says('FINGERPRINT_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:10563`,
      'one where two are wanted',
      BY_ID,
      {
        ...held('machineMatchingStrategy=MATCH_TWO', 'activated'),
        ...scope({ fingerprints: ['one', 'two', 'three'] }),
      },
      says('FINGERPRINT_SCOPE_MISMATCH', false),
    ),
    row(
      `${v}:15057`,
      'some components where all are wanted',
      BY_ID,
      {
        ...held('componentMatchingStrategy=MATCH_ALL', 'activated', 'parts'),
        ...scope({ fingerprint: 'one', components: ['disk', 'fan'] }),
      },
      says('COMPONENTS_SCOPE_MISMATCH', false),
    ),
    row(
      'machines/create:3865',
      'the third one, at twice as many',
      MAKE,
      { ...held('overageStrategy=ALLOW_2X_OVERAGE', 'activated', 'another machine'), ...machine('three') },
      FULL,
    ),
    row(
      'machines/create:5122',
      'more cores than there may be',
      MAKE,
      {
        ...held('floating=true maxCores=4', 'activated'),
        sold: { machines: 3 },
        ...machine('two', { cores: 1 }),
      },
      {
        ...refused(422, 'MACHINE_CORE_LIMIT_EXCEEDED', '/data'),
        has: { errors: [{ detail: 'machine core count has exceeded maximum allowed for license (4)' }] },
      },
    ),
    row(
      'app/models/machine.rb',
      'more cores than the license itself may have',
      MAKE,
      {
        ...held('floating=true maxCores=32'),
        sold: { machines: 3, limits: ['maxCores=2'] },
        ...machine('two', { cores: 4 }),
      },
      refused(422, 'MACHINE_CORE_LIMIT_EXCEEDED', '/data'),
    ),
    row(
      'machines/create:6135',
      'more memory than there may be',
      MAKE,
      { ...held('maxMemory=1024'), ...machine('two', { memory: 1025 }) },
      refused(422, 'MACHINE_MEMORY_LIMIT_EXCEEDED', '/data'),
    ),
    row(
      'machines/create:6580',
      'more disk than there may be',
      MAKE,
      { ...held('maxDisk=1024'), ...machine('two', { disk: 1025 }) },
      refused(422, 'MACHINE_DISK_LIMIT_EXCEEDED', '/data'),
    ),
    row(
      'machines/create:4995',
      'another license has it, and it is unique in the account',
      MAKE,
      { ...held('machineUniquenessStrategy=UNIQUE_PER_ACCOUNT', 'another license'), ...machine('theirs') },
      TAKEN,
    ),
    row(
      'machines/create:4862',
      'another license has it, and it is unique in the product',
      MAKE,
      { ...held('machineUniquenessStrategy=UNIQUE_PER_PRODUCT', 'another license'), ...machine('theirs') },
      TAKEN,
    ),
    row(
      'machines/create:4804',
      'one of another policy has it, and it is unique in the policy',
      MAKE,
      { ...held('machineUniquenessStrategy=UNIQUE_PER_POLICY', 'another license'), ...machine('theirs') },
      made(),
    ),
    row(
      'machines/create:7366',
      'a machine of an expired license that is restricted',
      MAKE,
      { ...held('expirationStrategy=RESTRICT_ACCESS', 'expired'), ...machine('one') },
      made(),
    ),
    row(
      'machines/create:7553',
      'a policy that takes tokens alone',
      MAKE,
      { ...held('authenticationStrategy=TOKEN'), ...machine('one') },
      {
        ...refused(403, 'LICENSE_NOT_ALLOWED'),
        has: { errors: [{ links: { about: about('authentication/#license-authentication') } }] },
      },
    ),
    row(
      'machines/create:7703',
      'a policy that takes nothing',
      'GET /me',
      held('authenticationStrategy=NONE'),
      refused(403, 'LICENSE_NOT_ALLOWED'),
    ),
    row(
      'machines/create:7628',
      'a policy that takes keys as well',
      'GET /products',
      held('authenticationStrategy=MIXED'),
      ok(),
    ),
  ],
  missing: [
    missing(`${v}:11569-11647`, 'other ways to name a user', 'there are no users here'),
    missing(
      `${v}:11895-11961, 12103-12313, 12589-12715`,
      'which of several releases match, and which states of them',
      'releases are not kept here',
    ),
    missing(
      'licenses/relationships/policy',
      'coming to another policy',
      'a License Code may not; the vendor does: “license policy”, which keeps to transferStrategy',
    ),
    missing(
      'app/models/policy.rb',
      'a term that begins with the first download',
      'releases are not kept here, so that it would never begin',
    ),
    missing(
      'policies/relationships/pool, keys/**',
      'licenses with keys from a pool',
      'a vendor sells a code of its own: “license create --code”',
    ),
    missing('policies/create', 'making a policy', 'a License Code may not; the vendor does: “policy create”'),
  ],
}
