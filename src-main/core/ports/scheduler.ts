// Something that happens later, once.

export interface Scheduler {
  /** Runs `task` after so many milliseconds of this machine's own time; returns its own cancel. */
  after(milliseconds: number, task: () => void): () => void
}
