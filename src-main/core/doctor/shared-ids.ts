// Machine ids that many machines have: what firmware makers and images leave behind. Advice only.

/** SMBIOS system UUIDs of boards whose maker never filled them in; systemd takes that UUID as machine id in a VM. */
const LEFT_BEHIND = new Set([
  '03000200040005000006000700080009',
  '00020003000400050006000700080009',
  '123456781234567890abcddeefaabbcc',
  '0123456789abcdef0123456789abcdef',
  '4c4c4544000020108020802080202020',
  'fefefefefefefefefefefefefefefefe',
  '12345678123412341234123456789abc',
])

/** `id`: normalized. Fewer than five different digits never come by chance. */
export const isOftenShared = (id: string): boolean => LEFT_BEHIND.has(id) || new Set(id).size < 5
