// The renderer's build: src-renderer → dist/renderer. The main process and the preload have builds of their own.
import path from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const here = import.meta.dirname

export const rendererBuild = defineConfig({
  root: path.join(here, 'src-renderer'),
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  build: {
    outDir: path.join(here, 'dist', 'renderer'),
    emptyOutDir: true,
    // Electron 45 is Chromium 150; `serve` is opened in whatever browser the server's operator has.
    target: ['chrome125', 'firefox128', 'safari18'],
    // SECURITY: nothing is inlined, so that the page needs no `data:` scripts or styles under its CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
})

export { rendererBuild as default }
