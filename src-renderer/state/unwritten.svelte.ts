// What of an action was not written beside the licenses, until the person has dismissed it.
import type { StoreProblem } from '#shared/contract/views.ts'
import type { PageClient } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import { words } from './words.svelte.ts'

export class Unwritten {
  problems = $state.raw<readonly StoreProblem[]>([])

  constructor(client: PageClient, announcer: Announcer) {
    client.on('store.unwritten', (problem) => {
      if (this.problems.some(({ where }) => where === problem.where)) return
      this.problems = [...this.problems, problem]
      announcer.show('bad', `${words.page.notices.unwritten}: ${problem.where}`)
    })
  }

  dismiss(): void {
    this.problems = []
  }
}
