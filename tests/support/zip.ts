// The files in a ZIP archive, by its central directory: enough for the archives that programs write at once.
import { inflateRawSync } from 'node:zlib'

const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1')
const DEFLATED = 8

export function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  let at = archive.indexOf(DIRECTORY_ENTRY)
  while (at >= 0 && archive.subarray(at, at + 4).equals(DIRECTORY_ENTRY)) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const end = at + 46 + (name ?? 0)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20))
    const deflated = archive.readUInt16LE(at + 10) === DEFLATED
    files.set(archive.toString('utf8', at + 46, end), (deflated ? inflateRawSync(packed) : packed).toString())
    at = end + (extra ?? 0) + (comment ?? 0)
  }
  return files
}
