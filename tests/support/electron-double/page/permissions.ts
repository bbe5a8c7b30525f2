/** What of a page needs the app's permission: the app is asked, where Chromium would decide by itself. */
// Runs in the page (page-scripts.ts ships the function's source): no imports, nothing but type imports from outside.
import type { PageGlobal } from './messages.ts'

export interface PermissionOptions {
  /** Names the event that brings the answer; the page must not guess it. */
  secret: string
  askName: string
}

/** Of a page; this project's types know none. */
interface Navigator {
  permissions?: { query: (wanted: { name: string }) => Promise<object> }
  geolocation?: { getCurrentPosition: (found: unknown, failed?: (error: object) => void) => void }
  mediaDevices?: { getUserMedia: (wanted: unknown) => Promise<unknown> }
  clipboard?: { readText: () => Promise<string> }
}

export function askForPermissions({ secret, askName }: PermissionOptions): void {
  const page = globalThis as unknown as PageGlobal & { navigator: Navigator }
  const ask = page[askName] as (text: string) => void
  Reflect.deleteProperty(page, askName)
  const waiting = new Map<number, (granted: boolean) => void>()
  let last = 0
  page.addEventListener(secret, (event) => {
    const { id, granted } = (event as CustomEvent<{ id: number; granted: boolean }>).detail
    waiting.get(id)?.(granted)
    waiting.delete(id)
  })
  const isGranted = (kind: 'check' | 'request', permission: string) =>
    new Promise<boolean>((resolve) => {
      const id = (last += 1)
      waiting.set(id, resolve)
      ask(JSON.stringify({ id, kind, permission }))
    })

  const { permissions, geolocation, mediaDevices, clipboard } = page.navigator
  const asElectronNames: Record<string, string> = {
    camera: 'media',
    microphone: 'media',
    'clipboard-write': 'clipboard-sanitized-write',
  }
  if (permissions)
    permissions.query = async ({ name }) => {
      const granted = await isGranted('check', asElectronNames[name] ?? name)
      return { name, state: granted ? 'granted' : 'denied', onchange: null }
    }
  const notification = page['Notification'] as { requestPermission: () => Promise<string> } | undefined
  if (notification)
    notification.requestPermission = async () =>
      (await isGranted('request', 'notifications')) ? 'granted' : 'denied'
  if (geolocation) {
    const find = geolocation.getCurrentPosition.bind(geolocation)
    geolocation.getCurrentPosition = (found, failed) =>
      void isGranted('request', 'geolocation').then((granted) => {
        if (granted) find(found, failed)
        else failed?.({ code: 1, message: 'User denied Geolocation' })
      })
  }
  const refuse = () => {
    throw new DOMException('Permission denied', 'NotAllowedError')
  }
  if (mediaDevices) {
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wanted) =>
      (await isGranted('request', 'media')) ? open(wanted) : refuse()
  }
  if (clipboard) {
    const read = clipboard.readText.bind(clipboard)
    clipboard.readText = async () => ((await isGranted('request', 'clipboard-read')) ? read() : refuse())
  }
}
