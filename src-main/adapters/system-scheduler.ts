// Timers of this process; none of them keeps it alive.
import type { Scheduler } from '#main/core/ports/scheduler.ts'

export const systemScheduler: Scheduler = {
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
