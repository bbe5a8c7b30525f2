// What a window system lends: theme, dialogs, clipboard.
import { type Area, row } from '../row.ts'

export const theme: Area = {
  area: 'nativeTheme',
  rows: [
    row(
      'it follows the system by default',
      'spec/api-native-theme-spec.ts:28',
      'system',
      ({ nativeTheme }) => nativeTheme.themeSource,
    ),
    row('its source decides', 'spec/api-native-theme-spec.ts:32', [true, false], ({ nativeTheme }, kit) => {
      kit.after(() => (nativeTheme.themeSource = 'system'))
      return (['dark', 'light'] as const).map((source) => {
        nativeTheme.themeSource = source
        return nativeTheme.shouldUseDarkColors
      })
    }),
    row(
      'it tells of a change, and of no other',
      'spec/api-native-theme-spec.ts:49',
      [1, 2],
      async ({ nativeTheme }, kit) => {
        kit.after(() => (nativeTheme.themeSource = 'system'))
        const heard = kit.heard(nativeTheme, 'updated')
        const dark = nativeTheme.shouldUseDarkColors
        let told = kit.next(nativeTheme, 'updated')
        nativeTheme.themeSource = dark ? 'light' : 'dark'
        await told
        const once = heard.length
        told = kit.next(nativeTheme, 'updated')
        nativeTheme.themeSource = dark ? 'light' : 'dark'
        nativeTheme.themeSource = dark ? 'dark' : 'light'
        await told
        return [once, heard.length]
      },
    ),
    row(
      'pages follow it',
      'spec/api-native-theme-spec.ts:70',
      [true, false],
      async ({ nativeTheme }, kit) => {
        const { webContents } = await kit.home()
        kit.after(() => (nativeTheme.themeSource = 'system'))
        const isDark = (dark: boolean) => {
          nativeTheme.themeSource = dark ? 'dark' : 'light'
          return kit.page(
            `new Promise((resolve) => {
              const query = matchMedia('(prefers-color-scheme: dark)')
              const look = () => { if (query.matches === ${dark}) resolve(query.matches) }
              query.addEventListener('change', look)
              look()
            })`,
            webContents,
          )
        }
        return [await isDark(true), await isDark(false)]
      },
    ),
    row('another word is no source', 'docs/api/native-theme.md:30', true, async ({ nativeTheme }, kit) =>
      String(await kit.tried(() => (nativeTheme.themeSource = 'blue' as never))).startsWith('threw'),
    ),
  ],
}

const invalid = (says: string, from: string, expected: string, method: string, options: object) => ({
  ...row(says, from, expected, ({ dialog }, kit, arg: { method: 'showSaveDialog'; options: object }) =>
    kit.tried(() => (dialog[arg.method] as (options: object) => unknown)(arg.options)),
  ),
  arg: { method, options },
})

export const dialogs: Area = {
  area: 'dialog',
  rows: [
    invalid(
      'a title of a save dialog is a text',
      'spec/api-dialog-spec.ts:73',
      'threw Title must be a string',
      'showSaveDialog',
      { title: 300 },
    ),
    invalid(
      'a button’s label is a text',
      'spec/api-dialog-spec.ts:73',
      'threw Button label must be a string',
      'showSaveDialog',
      { buttonLabel: [] },
    ),
    invalid(
      'a proposed path is a text',
      'spec/api-dialog-spec.ts:73',
      'threw Default path must be a string',
      'showSaveDialog',
      { defaultPath: {} },
    ),
    invalid(
      'a message is a text',
      'spec/api-dialog-spec.ts:73',
      'threw Message must be a string',
      'showSaveDialog',
      { message: {} },
    ),
    invalid(
      'properties of an open dialog are a list',
      'spec/api-dialog-spec.ts:32',
      'threw Properties must be an array',
      'showOpenDialog',
      { properties: 1 },
    ),
    invalid(
      'a title of an open dialog is a text',
      'spec/api-dialog-spec.ts:32',
      'threw Title must be a string',
      'showOpenDialog',
      { title: 1 },
    ),
    invalid(
      'a message box has one of its types',
      'spec/api-dialog-spec.ts:122',
      'threw Invalid message box type',
      'showMessageBox',
      { type: 'not-a-valid-type', message: '' },
    ),
    invalid(
      'buttons are a list',
      'spec/api-dialog-spec.ts:122',
      'threw Buttons must be an array',
      'showMessageBox',
      { buttons: false, message: '' },
    ),
    invalid(
      'a detail is a text',
      'spec/api-dialog-spec.ts:122',
      'threw Detail must be a string',
      'showMessageBox',
      { detail: 3, message: '' },
    ),
    row(
      'an error box takes two texts',
      'spec/api-dialog-spec.ts:222',
      ['threw Insufficient number of arguments.', true],
      async ({ dialog }, kit) => [
        await kit.tried(() => (dialog.showErrorBox as () => void)()),
        String(await kit.tried(() => dialog.showErrorBox(3 as never, 'x'))).startsWith(
          'threw Error processing argument',
        ),
      ],
    ),
  ],
}

export const clipboards: Area = {
  area: 'clipboard',
  rows: [
    row(
      'text goes there and back',
      'spec/api-clipboard-spec.ts:84',
      '千江有水千江月',
      async ({ clipboard }) => {
        await clipboard.writeText('千江有水千江月')
        return clipboard.readText()
      },
    ),
    row(
      'text and HTML are there together',
      'spec/api-clipboard-spec.ts:208',
      ['plain', true],
      async ({ clipboard, ClipboardItem }) => {
        await clipboard.write([new ClipboardItem({ 'text/plain': 'plain', 'text/html': '<b>bold</b>' })])
        const [item] = await clipboard.read()
        const html = item ? await (await item.getType('text/html')).text() : ''
        return [await clipboard.readText(), html.includes('<b>bold</b>')]
      },
    ),
    row(
      'a part may be a Blob',
      'spec/api-clipboard-spec.ts:300',
      'of a blob',
      async ({ clipboard, ClipboardItem }) => {
        await clipboard.write([
          new ClipboardItem({ 'text/plain': new Blob(['of a blob'], { type: 'text/plain' }) }),
        ])
        return clipboard.readText()
      },
    ),
    row('clear leaves nothing', 'docs/api/clipboard.md:212', '', async ({ clipboard }) => {
      await clipboard.writeText('text')
      clipboard.clear()
      return clipboard.readText()
    }),
  ],
}

export const notifications: Area = {
  area: 'Notification',
  rows: [
    row(
      'whether there are any is told before one is made',
      'spec/api-notification-spec.ts:14',
      'boolean',
      ({ Notification }) => typeof Notification.isSupported(),
    ),
    row(
      'title and body are as they were given, and can be changed',
      'spec/api-notification-spec.ts:175',
      ['title', 'body', 'title1', 'body1'],
      ({ Notification }) => {
        const one = new Notification({ title: 'title', body: 'body' })
        const before = [one.title, one.body]
        one.title = 'title1'
        one.body = 'body1'
        return [...before, one.title, one.body]
      },
    ),
    row(
      'it is shown and closed without an error',
      'spec/api-notification-spec.ts:267',
      'done',
      ({ Notification }) => {
        const one = new Notification({ title: 'test notification', body: 'test body' })
        one.show()
        one.close()
        return 'done'
      },
    ),
  ],
}
