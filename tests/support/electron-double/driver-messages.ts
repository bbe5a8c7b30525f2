/** What a test and the process of the app under test say to each other. */

export type ToApp =
  | { type: 'evaluate'; id: number; source: string; arg: unknown }
  /** Answered by the end of the process. */
  | { type: 'close' }

export type FromApp =
  | { type: 'ready'; browserAddress: string }
  | { type: 'value'; id: number; value: unknown }
  | { type: 'error'; id: number; message: string }
