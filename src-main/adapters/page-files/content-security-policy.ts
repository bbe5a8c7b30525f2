// What the page may load and do, as the header that both page hosts send.

/** SECURITY: the page loads from here alone and is framed by nobody. docs/SECURITY.md#content-security-policy */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
