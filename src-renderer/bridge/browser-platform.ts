// Clipboard and files by what a browser offers.
import type { CopyOutcome, FileToSave, Platform } from './bridge.ts'

export async function copyInBrowser(text: string): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    // Refused by a policy, or the page is not in a secure context: the person copies by hand.
    return 'by_hand'
  }
}

function download({ fileName, mediaType, content }: FileToSave): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

export const browserPlatform: Platform = {
  copyText: copyInBrowser,
  saveFile(file) {
    download(file)
    return Promise.resolve({ ok: true, value: file.fileName })
  },
}
