// The rooms of the core, from the ground up: each may import those before it and none behind it.

export const CORE_FLOORS = [
  'ports',
  'settings',
  'standing',
  'entered',
  'usage',
  'activation',
  'inspection',
  'doctor',
  'export',
  'activity',
  'refresh',
  'notices',
  'backup',
]
