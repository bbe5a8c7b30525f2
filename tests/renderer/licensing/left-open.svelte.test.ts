// A page that is left open: an end that passes, and a browser that would translate it (issue 12.20).
import { afterEach, describe, expect, test, vi } from 'vitest'
import document_ from '../../../src-renderer/index.html?raw'
import { FakeHost } from '../support/fake-host.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

afterEach(() => {
  vi.useRealTimers()
  for (const { name } of [...document.documentElement.attributes])
    if (name !== 'lang') document.documentElement.removeAttribute(name)
})

describe('an end that passes while the page is open (issue 12.20)', () => {
  const NOW = Date.parse('2027-02-28T23:00:00.000Z')

  async function open(nextChange: string) {
    vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const host = new FakeHost([license('Contoso', [product('Storage')])])
    host.nextChange = nextChange
    host.clock = { ...host.clock, now: new Date(NOW).toISOString() }
    await openPage(host)
    await vi.waitFor(() => expect(cellsOf(1)).toHaveLength(1))
    return host
  }

  test('is asked about once it has come, and not before', async () => {
    const host = await open('2027-03-01T00:00:00.000Z')
    const asked = host.callsOf('licenses.list').length
    await vi.advanceTimersByTimeAsync(3_599_000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked)
    host.nextChange = null
    await vi.advanceTimersByTimeAsync(2000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 1)
    await vi.advanceTimersByTimeAsync(86_400_000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 1)
  })

  test('is asked about after months too', async () => {
    const host = await open('2027-06-30T00:00:00.000Z')
    const asked = host.callsOf('licenses.list').length
    host.nextChange = null
    vi.setSystemTime('2027-06-30T00:00:01.000Z') // the machine slept
    await vi.advanceTimersByTimeAsync(61_000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 1)
  })

  test('that is over already is not asked about without end', async () => {
    const host = await open('2027-02-28T22:00:00.000Z')
    const asked = host.callsOf('licenses.list').length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(host.callsOf('licenses.list').length - asked).toBeLessThanOrEqual(10)
  })
})

describe('a translator (issue 12.20)', () => {
  /** As the translators of browsers do it: each text becomes elements of its own, and the text node is gone. */
  function translate(root: Node): void {
    const texts: Text[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      const element = text.parentElement
      if (!element?.translate || element.closest('.notranslate') || text.data.trim() === '') continue
      const font = () => document.createElementNS('http://www.w3.org/1999/xhtml', 'font')
      const [outer, inner] = [font(), font()]
      inner.textContent = `«${text.data}»`
      outer.append(inner)
      text.replaceWith(outer)
    }
  }

  test('changes no value, and what is new is shown', async () => {
    // The tests' own document is not the page's: it gets what the page's root says.
    const root = new DOMParser().parseFromString(document_, 'text/html').documentElement
    for (const { name, value } of root.attributes) document.documentElement.setAttribute(name, value)
    const host = new FakeHost([license('Contoso', [product('Storage', { limit: 10, usage: 1 })])])
    await openPage(host)
    await expect.poll(() => cellsOf(1)).toEqual(['Contoso'])
    translate(document.body)
    expect(cellsOf(1)).toEqual(['Contoso'])
    host.change([license('Fabrikam', [product('Network', { limit: 20, usage: 2 })])])
    await expect.poll(() => cellsOf(1)).toEqual(['Fabrikam'])
    expect(document.body.textContent).not.toContain('«')
  })
})
