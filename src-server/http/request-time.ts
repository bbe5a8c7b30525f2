// How long a request may take to come to its end, kept to a thirtieth: Node looks every 30 seconds by itself, at which
// one of 30 seconds was let be for up to 60 (docs/protocol.md#requests-and-answers).

/** Options of a server; `requestTimeout` in milliseconds. */
export const within = (requestTimeout: number) => ({
  requestTimeout,
  connectionsCheckingInterval: Math.ceil(requestTimeout / 30),
})
