// Where the double gives another answer than Electron, and why that is left so. A row that is here and answers as
// Electron does, or in a third way, fails as well.

export interface Known {
  /** What the double gives instead. */
  readonly gives: unknown
  readonly why: string
}

export const KNOWN: Readonly<Record<string, Known>> = {
  'Menu: an item has its hover text': {
    gives: 'threw electron-double: MenuItem reads no option toolTip',
    why: 'an option that the double does not read throws, so that no app asks for it in vain',
  },
  'contextBridge: an element of the page crosses': {
    gives: 'threw page.evaluate: Error: An object could not be cloned.',
    why: 'elements are of one world; the app hands none over',
  },
  'preload: webFrame is there': {
    gives: 'threw page.evaluate: Error: electron-double: electron.webFrame is not implemented',
    why: 'the app’s preload takes contextBridge and ipcRenderer alone',
  },
  'preload: it has Buffer and setImmediate': {
    gives: ['undefined', 'undefined'],
    why: 'a browser has none, and the app’s preload uses none',
  },
  'ipc: sendSync is answered with returnValue': {
    gives: 'threw page.evaluate: Error: electron-double: ipcRenderer.sendSync is not implemented',
    why: 'DevTools cannot let a page wait, and the app never asks so',
  },
  'protocol: a stream arrives piece by piece': {
    gives: false,
    why: 'DevTools take an answer as a whole; the app streams none',
  },
  'navigation: the page knows its own address': {
    gives: 'https://desk.app.invalid/',
    why: 'Chromium cannot be taught a scheme, so the page is at an address that stands for it; its links are relative',
  },
  'window.open: features are told as the page wrote them': {
    gives: 'left=10,top=10,resizable',
    why: 'DevTools tell what Chromium has made of them; the app does not read them',
  },
  'window.open: without a handler a window opens': {
    gives: false,
    why: 'the app lets no page open a window; a page that does so is told of on standard error',
  },
  'app: node:crypto is not OpenSSL’s': {
    gives: 'OpenSSL',
    why: 'Node has no other; what the app uses of node:crypto is in both, which the hosted CI shows',
  },
}
