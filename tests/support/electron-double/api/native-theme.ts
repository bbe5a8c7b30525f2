/** Electron's `nativeTheme`: what it says is what `prefers-color-scheme` is in every page. The system is light. */
import type { NativeTheme } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { openWindows } from '../lifecycle.ts'
import { strict } from '../strict.ts'

type Modelled = 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors'

class DoubleNativeTheme extends ModelledEmitter implements Pick<NativeTheme, Modelled> {
  readonly shouldUseHighContrastColors = false
  private source: NativeTheme['themeSource'] = 'system'

  constructor() {
    super('nativeTheme', { emitted: ['updated'], neverEmitted: [] })
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark'
  }

  get themeSource(): NativeTheme['themeSource'] {
    return this.source
  }

  set themeSource(source: NativeTheme['themeSource']) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument at index 0, conversion failure from ${source}`)
    const wasDark = this.shouldUseDarkColors
    this.source = source
    if (wasDark === this.shouldUseDarkColors) return
    for (const { webContents } of openWindows) void webContents.setColorScheme(this.shouldUseDarkColors)
    this.emit('updated')
  }
}

export const nativeTheme = strict('nativeTheme', new DoubleNativeTheme())
