// What a page needs a permission for, and who is asked.
import { type Area, row } from '../row.ts'

/** What the page is told, and what the handler was asked. */
const asking = (says: string, from: string, expected: unknown, code: string) => ({
  ...row(says, from, expected, async ({ session }, kit, given) => {
    const asked: string[] = []
    const { webContents } = await kit.open({ show: true })
    session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) => {
      asked.push(permission)
      decide(false)
    })
    kit.after(() => session.defaultSession.setPermissionRequestHandler(null))
    return [await kit.page(given, webContents), asked[0] ?? 'not asked']
  }),
  arg: code,
})

export const permissions: Area = {
  area: 'permissions',
  rows: [
    asking(
      'a request for notifications is asked',
      'docs/api/session.md:998',
      ['denied', 'notifications'],
      'Notification.requestPermission()',
    ),
    asking(
      'a request for the place is asked',
      'docs/api/session.md:992',
      [1, 'geolocation'],
      'new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(0), (error) => resolve(error.code)))',
    ),
    asking(
      'a request for a camera is asked',
      'docs/api/session.md:994',
      ['NotAllowedError', 'media'],
      'navigator.mediaDevices.getUserMedia({ video: true }).then(() => 0, (error) => error.name)',
    ),
    asking(
      'a page that reads the clipboard is asked',
      'docs/api/session.md:988',
      ['NotAllowedError', 'clipboard-read'],
      'navigator.clipboard.readText().then(() => 0, (error) => error.name)',
    ),
    ...(['granted', 'denied'] as const).map((state) => ({
      ...row(
        `the check handler decides what a query is told: ${state}`,
        'spec/api-session-spec.ts:1951',
        [state, 'notifications'],
        async ({ session }, kit, wanted) => {
          let asked = 'not asked'
          const { webContents } = await kit.open()
          session.defaultSession.setPermissionCheckHandler((_contents, permission) => {
            if (permission === 'notifications') asked = permission
            return wanted === 'granted'
          })
          kit.after(() => session.defaultSession.setPermissionCheckHandler(null))
          return [
            await kit.page(
              `navigator.permissions.query({ name: 'notifications' }).then(({ state }) => state)`,
              webContents,
            ),
            asked,
          ]
        },
      ),
      arg: state,
    })),
  ],
}
