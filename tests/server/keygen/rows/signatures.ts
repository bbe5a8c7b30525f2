// Signatures.
import { differs, ok, refused, row, type Area } from '../row.ts'

const signedBy = (wanted: string) => ({ headers: { 'keygen-accept-signature': wanted } })

export const signatures: Area = {
  area: 'Signatures',
  rows: [
    row(
      'app/controllers/concerns/signature_headers.rb',
      'Ed25519 by name',
      'GET /me',
      signedBy('algorithm="ed25519"'),
      ok(),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'by the key of the account',
      'GET /me',
      signedBy('keyid="$account", algorithm="ed25519"'),
      ok(),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'by another key',
      'GET /me',
      signedBy('keyid="$nobody", algorithm="ed25519"'),
      refused(400),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'an algorithm that there is not',
      'GET /me',
      signedBy('algorithm="hmac"'),
      refused(400),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'what is no wish',
      'GET /me',
      signedBy('ed25519'),
      refused(400),
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'RSA-PSS',
        'GET /me',
        signedBy('algorithm="rsa-pss-sha256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'RSA',
        'GET /me',
        signedBy('algorithm="rsa-sha256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'ECDSA',
        'GET /me',
        signedBy('algorithm="ecdsa-p256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    row(
      'config/initializers/rack_cors.rb',
      'any page may read an answer',
      'GET /me',
      { headers: { origin: 'https://portal.vendor.example' } },
      {
        ...ok(),
        headers: { 'Access-Control-Allow-Origin': '*' },
      },
    ),
    differs(
      row(
        'config/initializers/rack_cors.rb',
        'and may ask',
        'OPTIONS /machines',
        {
          as: 'nobody',
          headers: { origin: 'https://portal.vendor.example', 'access-control-request-method': 'PATCH' },
        },
        { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      ),
      { status: 204, headers: { 'Access-Control-Allow-Origin': '*' } },
      'nothing is in the answer, and its status says so',
    ),
  ],
}
