// The operating systems that need words of their own.
export const SYSTEMS = ['linux', 'windows', 'macos', 'other'] as const
export type System = (typeof SYSTEMS)[number]
