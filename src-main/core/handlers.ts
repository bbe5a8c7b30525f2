// Method → use case. A missing handler or an undeclared error code does not compile.
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { exportActivity } from './activity/export.ts'
import { listActivity } from './activity/list.ts'
import { recordActivation } from './activity/record-activation.ts'
import { recordDeactivation } from './activity/record-deactivation.ts'
import { recordRefresh } from './activity/record-refresh.ts'
import { recordActivity } from './activity/record.ts'
import { createBackup } from './backup/create.ts'
import { restoreBackup } from './backup/restore.ts'
import { appInfo } from './app-info.ts'
import { testConnection } from './doctor/test-connection.ts'
import type { Dependencies } from './dependencies.ts'
import { createCertificate } from './export/certificate.ts'
import { createExport } from './export/create.ts'
import { activateOffline } from './activation/activate-offline.ts'
import { activateOnline } from './activation/activate-online.ts'
import { checkProduct } from './standing/gate.ts'
import { deactivate } from './activation/deactivate.ts'
import { inTurn } from './in-turn.ts'
import { inspect } from './inspection/inspect.ts'
import { listLicenses } from './standing/list.ts'
import { refreshLicenses } from './refresh/refresh.ts'
import { revealCode } from './standing/reveal-code.ts'
import { examineMachine } from './doctor/examine-machine.ts'
import { activationRequest } from './activation/request.ts'
import { repair } from './doctor/repair.ts'
import { setMachineId } from './doctor/set-machine-id.ts'
import { showUniqueKey } from './doctor/show-unique-key.ts'
import type { Handlers } from './router.ts'
import { changeSettings } from './settings/change.ts'
import { showSettings } from './settings/show.ts'
import { exportUsage } from './export/usage-report.ts'
import { usageHistory } from './usage/history.ts'
import { usageMonths } from './usage/months.ts'
import { setUsage } from './usage/set.ts'
import { showUsage } from './usage/show.ts'

export function createHandlers(dependencies: Dependencies): Handlers {
  const { preferences, desktop } = dependencies
  /** What waits for the server stops waiting when nobody waits for the answer. */
  const until = (signal: AbortSignal) => ({ ...dependencies, client: dependencies.client.until(signal) })

  const activations = inTurn()

  return {
    'app.info': () => ok(appInfo(dependencies)),
    'machine.uniqueKey': () => showUniqueKey(dependencies),
    'machine.request': (input) => activationRequest(input, dependencies),
    'machine.setId': (input) =>
      recordActivity('machine_id', null, setMachineId(input, dependencies), dependencies),
    'machine.examine': async () => ok(await examineMachine(dependencies)),
    'connection.test': async (_, signal) => ok(await testConnection(dependencies, signal)),
    'store.repair': () => recordActivity('repair', null, repair(dependencies), dependencies),
    'backup.create': () => recordActivity('backup', null, createBackup(dependencies), dependencies),
    'backup.restore': (input) =>
      recordActivity('restore', null, restoreBackup(input, dependencies), dependencies),
    'settings.get': () => showSettings(dependencies),
    'settings.set': (input) =>
      recordActivity(
        'settings',
        Object.keys(input).join(','),
        changeSettings(input, dependencies),
        dependencies,
      ),
    'licenses.list': () => listLicenses(dependencies),
    'licenses.activateOnline': (input, signal) =>
      recordActivation(
        'activate_online',
        input.code,
        activations(() => activateOnline(input, until(signal))),
        dependencies,
      ),
    'licenses.activateOffline': (input) =>
      recordActivation('activate_offline', input.code, activateOffline(input, dependencies), dependencies),
    'licenses.inspect': async (input) => ok(await inspect(input, dependencies)),
    'licenses.revealCode': (input) => revealCode(input, dependencies),
    'licenses.certificate': (input, signal) =>
      recordActivity(
        'export',
        `certificate ${input.format}`,
        createCertificate(input, dependencies, signal),
        dependencies,
      ),
    'licenses.refresh': (_, signal) =>
      recordRefresh('refresh', refreshLicenses(until(signal), { signal }), dependencies),
    'licenses.deactivate': (input) =>
      recordDeactivation(input.id, deactivate(input, dependencies), dependencies),
    'activity.list': (input) => listActivity(input, dependencies),
    'licenses.check': (question) => checkProduct(question, dependencies),
    'usage.set': (input) => setUsage(input, dependencies),
    'usage.show': () => showUsage(dependencies),
    'usage.history': (input) => usageHistory(input, dependencies),
    'usage.months': (input) => usageMonths(input, dependencies),
    'usage.export': (input, signal) =>
      recordActivity(
        'export',
        `usage ${input.format}`,
        exportUsage(input, dependencies, signal),
        dependencies,
      ),
    'export.create': (input, signal) =>
      recordActivity('export', input.format, createExport(input, dependencies, signal), dependencies),
    'activity.export': (input) =>
      recordActivity('export', `activity ${input.format}`, exportActivity(input, dependencies), dependencies),
    'preferences.get': async () => ok(await preferences.read()),
    'preferences.set': (change) => preferences.write(change),
    'desktop.copyText': async ({ text, html }) => {
      await desktop?.copyText(text, html ?? null)
      return ok({})
    },
    'desktop.opened': () => ok({ opened: desktop?.opened.take() ?? null }),
    'desktop.saveFile': async ({ fileName, encoding, content, confidential }) => {
      if (!desktop) return err(failure('file_not_written', { path: fileName }))
      const saved = await desktop.saveFile(fileName, Buffer.from(content, encoding), confidential)
      return saved.ok ? ok({ path: saved.value }) : saved
    },
  }
}
