// What Test connection finds, for the tests of its card and for the gallery.
import type { Output } from '#shared/contract/contract.ts'

export const server = 'https://activation.virtualmetric.example/v1'

/** A firewall answers in the server's place. */
export const intercepted: Output<'connection.test'> = {
  server,
  proxy: 'http://proxy.example:3128',
  lines: [
    { step: 'name', state: 'ok', detail: '192.0.2.7', note: null, problem: null },
    {
      step: 'tls',
      state: 'failed',
      detail: '',
      note: null,
      problem: { code: 'tls_untrusted', params: { server, issuer: 'Corporate Inspection CA' } },
    },
    { step: 'http', state: 'skipped', detail: '', note: 'not_reached', problem: null },
  ],
}
