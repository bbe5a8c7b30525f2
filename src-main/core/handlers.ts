// Method → use case. A missing handler or an undeclared error code does not compile.
import { failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { recordActivity } from './activity/record.ts'
import { appInfo } from './app-info.ts'
import type { Dependencies } from './dependencies.ts'
import { createExport } from './export/create.ts'
import { activateOffline } from './licenses/activate-offline.ts'
import { activateOnline } from './licenses/activate-online.ts'
import { checkProduct } from './licenses/check.ts'
import { listLicenses } from './licenses/list.ts'
import { refreshLicenses } from './licenses/refresh.ts'
import { uniqueKey } from './machine/unique-key.ts'
import type { ActivityEntry } from './ports/activity-log.ts'
import type { Handlers } from './router.ts'
import { setUsage } from './usage/set.ts'
import { showUsage } from './usage/show.ts'

export function createHandlers(dependencies: Dependencies): Handlers {
  const { preferences, desktop } = dependencies
  const logged = <T extends Result<unknown, { code: string }>>(
    action: ActivityEntry['action'],
    subject: string | null,
    work: Promise<T>,
  ) => recordActivity(action, subject, work, dependencies)

  return {
    'app.info': () => ok(appInfo(dependencies)),
    'machine.uniqueKey': () => uniqueKey(dependencies),
    'licenses.list': () => listLicenses(dependencies),
    'licenses.activateOnline': (input) =>
      logged('activate_online', null, activateOnline(input, dependencies)),
    'licenses.activateOffline': (input) =>
      logged('activate_offline', null, activateOffline(input, dependencies)),
    'licenses.refresh': () => logged('refresh', null, refreshLicenses(dependencies)),
    'licenses.check': ({ product }) => checkProduct(product, dependencies),
    'usage.set': (input) => setUsage(input, dependencies),
    'usage.show': () => showUsage(dependencies),
    'export.create': (input) => logged('export', input.format, createExport(input, dependencies)),
    'preferences.get': () => ok(preferences.read()),
    'preferences.set': (change) => preferences.write(change),
    'desktop.copyText': async ({ text }) => {
      await desktop?.copyText(text)
      return ok({})
    },
    'desktop.saveFile': async ({ fileName, content }) => {
      if (!desktop) return err(failure('file_not_written', { path: fileName }))
      const saved = await desktop.saveFile(fileName, content)
      return saved.ok ? ok({ path: saved.value }) : saved
    },
  }
}
