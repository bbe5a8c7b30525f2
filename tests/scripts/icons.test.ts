// The app's icon is there in each size, and drawn (issue 16).
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { drawIcons, ICON_SIZES } from '../../scripts/packaging/icons.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

/** Of a PNG: its width and height, and the bytes of its lines. */
function read(file: string) {
  const bytes = readFileSync(file)
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  return {
    size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
    lines: inflateSync(Buffer.concat(parts)),
  }
}

test('each size is drawn from the one SVG, and none is blank', async () => {
  const [drawn, blank] = [cleanup.folder(), cleanup.folder()]
  await drawIcons(drawn)
  await drawIcons(blank, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"/>')
  expect(readdirSync(drawn)).toHaveLength(ICON_SIZES.length)
  for (const size of ICON_SIZES) {
    const name = `${size}x${size}.png`
    const icon = read(path.join(drawn, name))
    expect(icon.size).toEqual([size, size])
    expect(icon.lines.equals(read(path.join(blank, name)).lines)).toBe(false)
    // More than one color: the sign on its ground.
    expect(new Set(icon.lines).size).toBeGreaterThan(4)
  }
})
