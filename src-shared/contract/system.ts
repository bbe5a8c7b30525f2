// The operating systems that need words of their own.
export const SYSTEMS = ['linux', 'windows', 'macos', 'other'] as const
export type System = (typeof SYSTEMS)[number]

/** What may lie at a place where a person says that a file is. */
export type NoFile = 'folder' | 'device' | 'pipe' | 'socket'

/** What of a disk is used up. A quota does not say of what. */
export type UsedUp = 'space' | 'files' | 'quota'
