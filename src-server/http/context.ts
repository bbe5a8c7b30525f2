// What every request handler has at hand.
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ApiVersion } from '../json-api/api-version.ts'
import type { License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { BelievedProxies } from './believed-proxies.ts'

export interface AppEnv {
  /** Empty where the app is called in-process, without a socket. */
  readonly Bindings: Partial<HttpBindings>
  readonly Variables: {
    vendor: Vendor
    /** Names this request in the answer and in the log. */
    requestId: string
    /** The version of Keygen's API that the answer is in. */
    version: ApiVersion
    /** Whose X-Forwarded-For names the client. */
    behindProxy: BelievedProxies
    /** Of the answer: what a validation says, or why a request was refused. */
    code?: string | undefined
    /** The license whose code the client showed; set by `authenticate`. */
    license: License
    /** The id of that license; nobody has shown a code that may be used where it is not there. */
    bearer?: string
  }
}

export type AppContext = Context<AppEnv>

/** Node's own request; undefined where the app is called in-process. */
export function socketOf({ env }: { readonly env: Partial<HttpBindings> | undefined }) {
  return env?.incoming
}

/** The client hung up, or was cut off for its slowness, before all of the request was here: nobody's fault here. */
export function wasAborted({ env }: AppContext): boolean {
  const request = socketOf({ env })
  return request !== undefined && request.destroyed && !request.complete
}
