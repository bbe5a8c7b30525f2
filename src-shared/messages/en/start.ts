// English words for a program that ends before it begins, and of the desktop’s own menu.
import { profileRules } from './profile-rules.ts'
import { noFile } from './no-file.ts'

const SERVE = '“activation-desk serve” shows the same page in a browser.'

export const start = {
  /** The application's menu and that of the right mouse button. */
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    settings: 'Settings…',
    guide: 'Operator Guide',
    notices: 'Third-Party Notices',
    support: (vendor: string) => `Contact ${vendor}`,
    about: (app: string) => `About ${app}`,
    hide: (app: string) => `Hide ${app}`,
    quit: (app: string) => `Quit ${app}`,
    /** By Electron’s names for what they do. */
    roles: {
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      pasteAndMatchStyle: 'Paste and Match Style',
      delete: 'Delete',
      selectAll: 'Select All',
      resetZoom: 'Actual Size',
      zoomIn: 'Zoom In',
      zoomOut: 'Zoom Out',
      togglefullscreen: 'Toggle Full Screen',
      toggleDevTools: 'Toggle Developer Tools',
      minimize: 'Minimize',
      zoom: 'Zoom',
      close: 'Close Window',
      front: 'Bring All to Front',
      services: 'Services',
      hideOthers: 'Hide Others',
      unhide: 'Show All',
      quit: 'Quit',
    },
  },
  helpNotOpened: (file: string, reason: string) =>
    `This page of help could not be opened (${reason}). Open it in a browser: ${file}`,
  /** The window's page, while the app is well. */
  trouble: {
    ended: 'The page of this window has ended.',
    endedDetail: 'Your licenses are kept elsewhere and are not touched. Load the page again to go on.',
    endsAgain: 'The page of this window ends again and again.',
    endsAgainDetail: `Your licenses are kept elsewhere and are not touched. ${SERVE}`,
    hangs: 'The page of this window does not answer.',
    hangsDetail: 'What it asked for goes on. Loading it again loses what was typed and not sent.',
    graphics: 'The window’s graphics were started anew.',
    graphicsDetail:
      'Where the window stays blank, load the page again. What was typed and not sent is lost then.',
    load: 'Load Again',
    wait: 'Wait',
    goOn: 'Go On',
    quit: 'Quit',
  },
  /** Where the app is to end in the middle of a change. */
  quitting: {
    message: 'A license is being changed at this moment.',
    detail: 'Leave this open, and the app ends as soon as it is done. Stopping it undoes what can be undone.',
    wait: 'Go On Working',
    stop: 'Stop and Quit',
  },
  /** Why there is no vendor whom to trust. */
  profile: {
    compiledIn: 'This build has its vendor profile compiled in and takes no --vendor.',
    unreadable: (file: string) => `The vendor profile ${file} cannot be read.`,
    noFile,
    invalid: (file: string, detail: string) => `${file} is not a vendor profile (${detail}).`,
    rules: profileRules,
  },
  /** `reason`: a sentence of ours, or the operating system's. */
  failed: (reason: string) =>
    `Activation Desk could not start.\n\n${reason}\n\nNothing was changed; licenses are kept elsewhere. If that does not help you, send these words to your vendor’s support.`,
  preferences: (file: string, reason: string) =>
    `Your preferences cannot be opened (${reason}). Move ${file} away, or see that you may read and write it.`,
  /** An argument that would take protection away; `name` without its dashes. */
  switchRefused: (name: string) =>
    `The argument --${name} would take the app’s protection away, so it does not start with it. Start it without.`,
  /** --no-sandbox, where the sandbox would work, for root, and where the system does not let it work. */
  noSandbox: {
    works: 'The app does not run without its sandbox, which works here. Start it without --no-sandbox.',
    root: `As root the app would run without its sandbox, so it does not start. Start it as a user of its own; ${SERVE}`,
    not_here:
      'This system gives the app no sandbox. In the app’s folder, as root: “chown root:root chrome-sandbox && chmod 4755 chrome-sandbox”; or use “activation-desk serve” and a browser.',
  },
}
