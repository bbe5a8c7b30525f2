// English names of what is set for the whole machine.

export const settingNames: Readonly<Record<string, string>> = {
  proxy: 'Proxy',
  caFile: 'Certificate file',
  offlineOnly: 'Offline only',
  checkIntervalHours: 'Check interval',
}
