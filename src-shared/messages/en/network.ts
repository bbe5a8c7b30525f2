// English words of the way to the activation server and of this machine, on the Settings page.

export const network = {
  title: 'Network',
  lead: 'How this machine reaches the activation server, for everybody who uses it.',
  server: 'Activation server',
  serverFrom: (vendor: string) => `set by ${vendor}, cannot be changed here`,
  inForce: 'In force now',
  directly: 'directly, without a proxy',
  /** Although a proxy is set. */
  whyDirectly: {
    loopback: 'the server is on this machine, and plain http goes through no proxy',
    noProxy: 'the server stands in “Not through the proxy”',
  },
  from: {
    settings: 'as set here',
    managed: 'as your administrator set it',
    environment: 'from the environment variables of this program',
    system: 'from the settings of the operating system',
  },
  nothing: 'offline only: nothing is sent',
  proxy: 'Proxy',
  proxyHint: 'HTTPS_PROXY and NO_PROXY count first, then what is set in Windows or macOS.',
  modes: { system: 'As the system says', none: 'None', manual: 'This one' },
  address: 'Address of the proxy',
  addressHint: 'For example http://proxy.example:3128',
  user: 'User name',
  userHint: 'If the proxy asks for one',
  password: 'Password',
  passwordHint: 'Kept for this machine; never shown again.',
  passwordStored: 'One is stored. Leave this empty to keep it.',
  passwordAgain: 'Type the password again: a stored one goes to no other proxy and no other name.',
  noProxy: 'Not through the proxy',
  noProxyHint: 'Host names, domains (.example) and addresses, separated by commas',
  caFile: 'Certificate file',
  caFileHint:
    'Absolute path to a PEM or DER file on this machine, if a proxy looks into encrypted connections. Empty: those of the system alone.',
  offlineOnly: 'Offline only',
  offlineOnlyHint: 'No network connection is opened at all.',
  offlineByVendor: (vendor: string) =>
    `${vendor} made this build for offline licensing alone. It cannot be changed here.`,
  checkInterval: 'Check interval, in hours',
  checkIntervalHint:
    '1 to 24. About so often the open app refreshes online licenses by itself; a timer of the system has its own interval.',
  checkIntervalWrong: 'Give 1 to 24, in whole hours.',
  keptIn: 'Kept in',
  managed: 'Set by your administrator',
  managedHint: (hint: string) => `Set by your administrator. ${hint}`,
  managedBy: 'Set by your administrator in',
  unreadable: {
    /** By the reason, where what is decided here can take its place. */
    todo: {
      unreadable: 'Decide below and save, which replaces the file; or correct it, and try again.',
      not_a_file: 'Decide below and save, which makes a file in its place.',
      gone: 'Decide below and save, which makes a file in its place.',
      folder_in_the_way: 'Move the folder away, then decide below and save.',
    },
    legend: 'May this machine open connections?',
    hint: 'It cannot be known what was set, so nothing is sent until this is decided.',
    decisions: { offline: 'No, offline only', online: 'Yes' },
    decideFirst: 'Decide this first: the file that cannot be read may say “offline only”.',
  },
  unsaved: 'Not saved yet.',
  save: 'Save',
  discard: 'Discard changes',
  saved: 'The settings are saved.',
  nothingToSave: 'Nothing was changed.',
  test: {
    /** To the page that led here. */
    back: (page: string) => `Back to ${page}`,
    title: 'Test connection',
    lead: 'Each step to the activation server, and what to do where one fails. No License Code is sent.',
    run: 'Test connection',
    running: 'Testing the connection …',
    cancelled: 'The test was cancelled.',
    unsaved: 'Save first: the test uses the saved settings.',
    offlineOnly: 'This machine is offline only: the test opens no connection, and says just that.',
  },
  machine: {
    title: 'About this machine',
    uniqueKey: 'Unique Key',
    uniqueKeyHint: 'It names this machine to the vendor, and says nothing else about it.',
    dataFolder: 'Data folder',
    dataFolderHint: 'chosen when the app is started, not here',
    usage: 'Usage',
    usageStays: 'What products report of their usage stays on this machine; it is sent to nobody.',
    again: 'Look again',
    /** Of the data folder: each needs to be activated again. */
    damaged: (count: number) =>
      count === 1 ? 'A license on this machine is damaged' : `${count} licenses on this machine are damaged`,
    /** A step and what is said of it. */
    finding: (step: string, said: string) => `${step}: ${said}`,
    /** A button: all that was found of this machine. */
    all: 'Show all',
    running: 'Looking at this machine …',
  },
}
