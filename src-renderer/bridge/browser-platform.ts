// Clipboard and files by what a browser offers.
import type { CopyOutcome, FileToSave, Platform, RichText } from './bridge.ts'

export async function copyInBrowser(text: string): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    // Refused by a policy, or the page is not in a secure context: the person copies by hand.
    return 'by_hand'
  }
}

export async function copyRichInBrowser(content: Promise<RichText>): Promise<CopyOutcome> {
  const part = async (name: keyof RichText, type: string) => new Blob([(await content)[name]], { type })
  try {
    const item = new ClipboardItem({
      'text/plain': part('text', 'text/plain'),
      'text/html': part('html', 'text/html'),
    })
    await navigator.clipboard.write([item])
    return 'copied'
  } catch {
    return copyInBrowser((await content).text)
  }
}

function download({ fileName, mediaType, encoding, content }: FileToSave): void {
  const part = encoding === 'base64' ? bytesOf(content) : content
  const address = URL.createObjectURL(new Blob([part], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

export const browserPlatform: Platform = {
  copyText: copyInBrowser,
  copyRich: copyRichInBrowser,
  saveFile(file) {
    download(file)
    return Promise.resolve({ ok: true, value: file.fileName })
  },
}
