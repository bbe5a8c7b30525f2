// The guides, word by word: every command that stands in them is typed on a clean machine, or the guide says why not.
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import type { GuideName } from '#tests/support/guide-blocks.ts'
import { curl, iproute, needTool, nginx, openssl, postgresServer, systemd } from '#tests/support/tools.ts'
import { asksInContainer, servesInContainer } from './container.ts'
import { Machine } from './machine.ts'
import { OPERATOR, type Play, type Surroundings } from './operator-tasks.ts'
import { WITH_SYSTEMD } from './systemd-tasks.ts'
import { notRun, Task, toRun } from './task.ts'
import { VENDOR, WITH_THE_WORLD } from './vendor-tasks.ts'
import { World } from './world.ts'

/** Milliseconds: the programs are built. */
const BUILDING = 600_000
const GUIDES: readonly GuideName[] = ['operator', 'vendor']
const PLAYS = { operator: OPERATOR, vendor: VENDOR } as const
const TOOLS = [nginx, systemd, openssl, curl, iproute, postgresServer]

test.each(GUIDES)('every section of the %s guide with commands is followed here', (guide) => {
  const sectionsOf = (forSystemd: boolean) =>
    new Set(toRun(guide).flatMap((block) => (block.needsSystemd === forSystemd ? block.section : [])))
  const followed = [...Object.keys(PLAYS[guide]), ...(guide === 'vendor' ? WITH_THE_WORLD : [])]
  expect(followed.toSorted()).toEqual([...sectionsOf(false)].toSorted())
  expect(Object.keys(WITH_SYSTEMD[guide]).toSorted()).toEqual([...sectionsOf(true)].toSorted())
})

const hindrance = Machine.hindrance()
describe('the guides, followed', runsWhere(hindrance === null, hindrance ?? ''), () => {
  const all = new Cleanup()
  let world: World | undefined
  beforeAll(async () => {
    if (TOOLS.some((tool) => tool.find() === null)) return
    requireBuild()
    world = await World.build(all)
  }, BUILDING)
  afterAll(() => all.run())

  function opened(context: TestContext): Surroundings {
    for (const tool of TOOLS) needTool(tool, context)
    if (!world) throw new Error('nothing was built')
    const cleanup = new Cleanup()
    context.onTestFinished(() => cleanup.run())
    return { world, cleanup }
  }

  async function follows(task: Task, play: Play, context: TestContext): Promise<void> {
    await play({ task, ...opened(context) })
    task.finish()
  }

  describe.each(GUIDES)('the %s guide', (guide) => {
    test.for(Object.entries(PLAYS[guide]))('%s', ([section, play], context) =>
      follows(new Task(guide, section), play, context),
    )
  })

  test('the container of the operator guide may run the product, with a stand-in for the engine', (context) =>
    asksInContainer(opened(context)))

  test('the container of the vendor guide serves, with a stand-in for the engine', (context) =>
    servesInContainer(opened(context)))

  const noSystemd = hindrance ?? Machine.systemdHindrance()
  describe('where systemd is the first process', runsWhere(noSystemd === null, noSystemd ?? ''), () => {
    describe.each(GUIDES)('the %s guide', (guide) => {
      test.for(Object.entries(WITH_SYSTEMD[guide]))('%s', ([section, play], context) =>
        follows(new Task(guide, section, true), play, context),
      )
    })
  })
})

// By name, in the list of what was skipped.
describe.each(GUIDES)('what nobody can follow here of the %s guide', (guide) => {
  for (const { section, text, reason } of notRun(guide))
    test(`${section}: ${text.trim().split('\n').at(-1)}`, runsWhere(false, reason), () => undefined)
})
