// What is sent to the representative: as a text, as a QR code, and all of it shown before.
import jsQR from 'jsqr'
import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { scannableRequest } from '#shared/formats/activation-request.ts'
import { code, offline, openWindow } from '../support/add-window.ts'
import { FakeHost } from '../support/fake-host.ts'
import { licenseCode, mistypedCode, uniqueKey } from '../support/samples.ts'

let host: FakeHost
const withCode = page.getByRole('checkbox', { name: 'With the License Code' })

beforeEach(async () => {
  host = new FakeHost()
  host.answer('machine.request', ({ code: wanted, withHostName }) => {
    if (wanted === mistypedCode) return { ok: false, error: { code: 'license_code_mistyped', params: {} } }
    const held = wanted === undefined || wanted === '' ? null : wanted
    const text = `${uniqueKey} ${held ?? '-'} ${withHostName ? 'srv-01' : '-'}`
    return {
      ok: true,
      value: { uniqueKey, text, scannable: scannableRequest({ uniqueKey, code: held }, null) },
    }
  })
  await openWindow(host)
  await offline.click()
})

describe('the QR code', () => {
  const picture = page.getByRole('img', { name: 'QR code of the Unique Key' })

  test('is read by another’s reader as just what the window says it holds', async () => {
    await page.getByRole('button', { name: 'Show as QR' }).click()
    await expect.element(picture).toBeVisible()
    await page.getByRole('button', { name: 'Save as PNG' }).click()
    expect(await readPng(host.saved[0]?.content ?? '')).toBe(uniqueKey)
    await page.getByRole('button', { name: 'Save as SVG' }).click()
    expect(await readSvg(host.saved[1]?.content ?? '')).toBe(uniqueKey)
    expect(await readSvg(picture.element().outerHTML)).toBe(uniqueKey)
  })

  test('holds the License Code only when asked, and shows it', async () => {
    await code.fill(licenseCode)
    await page.getByRole('button', { name: 'Show as QR' }).click()
    await withCode.click()
    await expect.element(page.getByText(new RegExp(`License Code: ${licenseCode}`))).toBeVisible()
    expect(await readSvg(picture.element().outerHTML)).toBe(
      `Unique Key: ${uniqueKey}\nLicense Code: ${licenseCode}`,
    )
  })
})

describe('the request', () => {
  const open = page.getByRole('button', { name: 'Request …' })

  test('tells the host name only when the operator agrees, is copied and saved as it is shown', async () => {
    await open.click()
    await expect.element(page.getByText(`${uniqueKey} - -`)).toBeVisible()
    await expect.element(withCode).toBeDisabled()
    await page.getByRole('checkbox', { name: 'With the name of this machine' }).click()
    await expect.element(page.getByText(`${uniqueKey} - srv-01`)).toBeVisible()
    await page.getByRole('button', { name: 'Copy' }).last().click()
    await page.getByRole('button', { name: 'Save to file' }).last().click()
    expect(host.copied).toEqual([`${uniqueKey} - srv-01`])
    expect(host.saved).toMatchObject([
      { fileName: 'activation-request.txt', content: `${uniqueKey} - srv-01` },
    ])
  })

  test('with a mistyped License Code says so', async () => {
    await code.fill(mistypedCode)
    await open.click()
    await withCode.click()
    await expect.element(page.getByText(/license_code_mistyped/)).toBeVisible()
  })

  test('closes again, and one panel is open at most', async () => {
    await open.click()
    await expect.element(open).toHaveAttribute('aria-expanded', 'true')
    await page.getByRole('button', { name: 'Show as QR' }).click()
    await expect.element(open).toHaveAttribute('aria-expanded', 'false')
    await page.getByRole('button', { name: 'Show as QR' }).click()
    await expect.element(page.getByText('This is all that leaves this machine:')).not.toBeInTheDocument()
  })
})

const readPng = (base64: string) => readPicture(`data:image/png;base64,${base64}`)
const readSvg = (svg: string) => {
  const sized = svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"')
  const once = sized.replace(/(xmlns="[^"]+")(.*?) xmlns="[^"]+"/, '$1$2')
  return readPicture(`data:image/svg+xml,${encodeURIComponent(once)}`)
}

async function readPicture(address: string): Promise<string | null> {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  const context = canvas.getContext('2d')
  context?.drawImage(image, 0, 0)
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height)
  return pixels ? (jsQR(pixels.data, pixels.width, pixels.height)?.data ?? null) : null
}
