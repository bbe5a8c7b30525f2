// English words of the way to the activation server and of this machine, on the Settings page.
import type { NetworkWords } from '../network-words.ts'

export const network: NetworkWords = {
  title: 'Network',
  lead: 'How this machine reaches the activation server. It counts for everybody on this machine.',
  server: 'Activation server',
  serverFrom: (vendor) => `set by ${vendor}, cannot be changed here`,
  inForce: 'In force now',
  directly: 'directly, without a proxy',
  from: {
    settings: 'as set here',
    environment: 'from the environment variables of this program',
    system: 'from the settings of the operating system',
  },
  nothing: 'nothing is opened: offline only',
  proxy: 'Proxy',
  proxyHint: 'HTTPS_PROXY and NO_PROXY count first, then what is set in Windows or macOS.',
  modes: { system: 'As the system says', none: 'None', manual: 'This one' },
  address: 'Address of the proxy',
  addressHint: 'For example http://proxy.example:3128',
  user: 'Name',
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
  offlineByVendor: (vendor) =>
    `${vendor} made this build for offline licensing alone. It cannot be changed here.`,
  keptIn: 'Kept in',
  save: 'Save',
  discard: 'Discard changes',
  saved: 'The settings are saved.',
  nothingToSave: 'Nothing was changed.',
  test: {
    title: 'Test connection',
    lead: 'Each step to the activation server, with the mend for what does not work. No License Code is sent.',
    run: 'Test connection',
    running: 'Testing the connection …',
    cancelled: 'The test was cancelled.',
    unsaved: 'What is not saved yet is not tested.',
    withNotes: (count) =>
      `Nothing failed. ${count === 1 ? 'One step has a note' : `${count} steps have notes`}.`,
  },
  machine: {
    title: 'About this machine',
    uniqueKey: 'Unique Key',
    uniqueKeyHint: 'It names this machine to the vendor, and says nothing else about it.',
    again: 'Check again',
    running: 'Looking at this machine …',
  },
}
