// What a foreign issuer's codes look like goes out as it is (issue 12.12); what cannot be one is in read-code.test.ts.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canBeForeign } from '#shared/formats/foreign-code.ts'

/** Bytes that are the same in each run. */
const bytes = (seed: number, count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(count / 64) }, (_, at) =>
      createHash('sha512').update(`${seed}/${at}`).digest(),
    ),
  ).subarray(0, count)

const signed = (seed: number): string =>
  `key/${bytes(seed, 90).toString('base64url')}=.${bytes(seed + 1, 64).toString('base64url')}==`

test.each([
  ['groups of base 16 with a version, as Keygen makes them', 'C1B6DE-39A6E3-DE1529-8559A0-4AF593-V3'],
  ['a UUID', '1f086ec9-a943-46ea-9da4-e62c2180c2f4'],
  ['base 16', 'e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788'],
  ['groups of letters alone', 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY'],
  ['letters in both cases', 'AbCdEf-GhIjKl'],
  ['a number with slashes', 'ACME/2024/0001'],
  ['dots', 'A1B2.C3D4.EFGH'],
  ['base64 that begins with a slash', '/9j4AAQSkZJRg1=='],
  ['base64 with two slashes inside', 'Ab9//kQ3+z1='],
  [
    'a signed key',
    'key/eyJ0ZXN0IjoxfQ==._f34UAAtNKM8TXGLlnblBGCLSy22Oa_gjp4jn0CpvEuwQ2gAcH0IntFKwtbyV5iWnH9_x8l0R144oHp2_GviAw==',
  ],
  [
    'a JWT',
    `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${bytes(1, 300).toString('base64url')}.${bytes(2, 256).toString('base64url')}`,
  ],
  ['what is encrypted', bytes(3, 256).toString('base64')],
])('%s', (_, code) => {
  expect(canBeForeign(code)).toBe(true)
})

test('signed keys and base64url of any content', () => {
  const refused = Array.from({ length: 2000 }, (_, seed) => [
    signed(seed),
    bytes(seed, 24).toString('base64url'),
    bytes(seed, 20).toString('hex').toUpperCase(),
  ])
    .flat()
    .filter((code) => !canBeForeign(code))
  expect(refused).toEqual([])
})

/** What other vendors make: nothing of it looks like an address, a path, a file or words. */
const CODES = `
  A1.B2.C3.DE A1.B2.C3.COM ACMETRIAL2026 ACMETRIAL SWORDFISH ACME-TRIAL TRIAL-2026 MUSTERGMBH2026A 12345 0000-0001
  ABCDE-12345-FGHIJ ABCDEFGHIJKLMNOPQRSTUVWXY ABCD1234EFGH abcd1234efgh swordfish2 a1b2c3 A1B2C3D4 7F3K-9Q2M-LX0P
  988214-879010-F1185E-B37E91-V3 B10760-1B177D 1f086ec9-a943-46ea-9da4-e62c2180c2f4 1F086EC9-A943-46EA-9DA4-E62C2180C2F4
  2024/ACME/0001 ACME/2024/0001 acme/2024/0001 ACME_2024_0001 acme_2024_0001 ACME:2024:0001 ACME=2024 ACME+2024 ACME~2024
  a.1.b.2 1.2.3 1.2.3.4.5 10.2.3 A.B.C.1 A1B2.C3D4.E5F6 a1b2.c3d4.e5f6 x9.Y8.z7 2026.ACME.Q4 ACME.2026 v2.KEY9
  AB12:CD34:EF56 AB:CD:EF 12:34:56:78 KEY:AB12CD34 LIC:2026:ACME QmFzZTY0IQ== QmFzZTY0/Kw== +QmFz/ZTY0= Zm9v_YmFy-Q
  /9j4AAQSkZJRg1== ABc12dEF34gh Ab9/Cd8/Ef7 e8601e48b69383ba520245fd07971e98 SN-00012345 SN00012345X M-2026-11-26 P1-Q2-R3-S4
  2-ABCDEF-2 AAAA-BBBB-CCCC-DDDD AbCdEf-GhIjKl AbCdEfGhIjKl KEY=AB12 VM2026LIC VMLIC-2026 TXT-2026-1 COM1 localhost2 www2`
/** What a person has in the clipboard beside a code. */
const NO_CODES = `
  https://vendor.example/codes http://10.0.0.1/x1 ftp://files.vendor.example/1 HTTPS://VENDOR.EXAMPLE/1 file:/etc/license-1
  file:///etc/license-1 mailto:vera MAILTO:Vera1 tel:0049123 urn:isbn:123 data:1 vscode:/1 //server/licenses/1
  /etc/passwd /home/anna1/license-1 /opt/app2 /1 ~/mail-1 ~anna1 ./code1 ../x1 a1/../b2 .ssh/id_1 .env1 C:/licenses/1
  vera@vendor.example vera1@10.0.0.1 a1@b2 192.168.10.7 10.0.0.1:8443 10.0.0.0/8 127.0.0.1 255.255.255.255 8.8.8.8:53
  2001:db8::1 2001:DB8::1 ::1 fe80::1 fe80::a1b2:c3d4 2001:db8:0:1:2:3:4:5 ::ffff:10.0.0.1 2001:db8::/32 00:1A:2b:3C:4d:5E
  vendor.example srv-01.vendor.example a1.b2.de a1.vendor.fr www.vendor2.com WWW.VENDOR2.COM vendor.example/codes1
  a1.vendor.fr/2026/1 vendor.example:8443 srv-01.intern:8080 srv01:8080 db-2:5432 localhost localhost:4600 LOCALHOST:4600
  localhost/1 a1.xn--p1ai host1.corp host1.local. license-2026-11.txt VM-2026.LIC LICENSE2026.TXT key1.pem Key1.PEM
  licenses/2026-1.lic backup1.tar.gz app2.exe 1.sh swordfish to-be-announced home/anna/licenses Hello Hello-World
  a_b_c trial free/trial x -----BEGIN----- Ab_9/..x1`

const listed = (text: string): string[] => text.trim().split(/\s+/)

test.each(listed(CODES))('%s can be a code', (code) => expect(canBeForeign(code)).toBe(true))
test.each(listed(NO_CODES))('%s is none, and is never sent', (text) => expect(canBeForeign(text)).toBe(false))
test('both tables are long enough to be a rule', () => {
  expect(Math.min(listed(CODES).length, listed(NO_CODES).length)).toBeGreaterThan(60)
})
