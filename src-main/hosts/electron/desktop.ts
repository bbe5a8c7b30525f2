// The operating system's clipboard and save dialog: the Desktop port made real.
import { BrowserWindow, clipboard, ClipboardItem, dialog } from 'electron'
import { saveFile } from '#main/adapters/saved-file.ts'
import type { Desktop, OpenedBySystem } from '#main/core/ports/desktop.ts'
import { ok } from '#shared/result.ts'

export const electronDesktop = (dataDir: string, opened: OpenedBySystem): Desktop => ({
  opened,
  copyText: (text, html) =>
    html === null
      ? clipboard.writeText(text)
      : clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })]),
  async saveFile(fileName, content, confidential) {
    const options = { defaultPath: baseName(fileName) }
    const window = BrowserWindow.getFocusedWindow()
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options))
    if (canceled || !filePath) return ok(null)
    const saved = saveFile(filePath, content, { dataDir, confidential })
    return saved.ok ? ok(filePath) : saved
  },
})

/** SECURITY: the page proposes a name, the person chooses the folder, on every system. docs/SECURITY.md#navigation */
const baseName = (fileName: string): string => fileName.split(/[/\\:]/).at(-1) ?? ''
