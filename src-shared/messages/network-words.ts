// What every language must say on the Settings page of the way to the activation server, and of this machine.

export interface NetworkWords {
  readonly title: string
  readonly lead: string
  readonly server: string
  readonly serverFrom: (vendor: string) => string
  readonly inForce: string
  readonly directly: string
  readonly from: Readonly<Record<'settings' | 'environment' | 'system', string>>
  readonly nothing: string
  readonly proxy: string
  readonly proxyHint: string
  readonly modes: Readonly<Record<'system' | 'none' | 'manual', string>>
  readonly address: string
  readonly addressHint: string
  readonly user: string
  readonly userHint: string
  readonly password: string
  readonly passwordHint: string
  readonly passwordStored: string
  readonly passwordAgain: string
  readonly noProxy: string
  readonly noProxyHint: string
  readonly caFile: string
  readonly caFileHint: string
  readonly offlineOnly: string
  readonly offlineOnlyHint: string
  readonly offlineByVendor: (vendor: string) => string
  readonly keptIn: string
  readonly save: string
  readonly discard: string
  readonly saved: string
  readonly nothingToSave: string
  readonly test: TestWords
  readonly machine: MachineWords
}

export interface TestWords {
  readonly title: string
  readonly lead: string
  readonly run: string
  readonly running: string
  readonly cancelled: string
  readonly unsaved: string
  readonly withNotes: (count: number) => string
}

export interface MachineWords {
  readonly title: string
  readonly uniqueKey: string
  readonly uniqueKeyHint: string
  readonly again: string
  readonly running: string
}
