// The renderer's build: src-renderer → dist/renderer. The main process and the preload have builds of their own.
import path from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import { plainIcons } from './scripts/plain-icons.ts'

const here = import.meta.dirname

/** The words, and what loads them, come beside the program and not after it: the browser is told of them where it is told of that. */
const wordsAhead = (): Plugin => ({
  name: 'words-ahead',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => /^assets\/(words|rolldown-runtime)-[^/]+\.js$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        })),
  },
})

export const rendererBuild = defineConfig({
  root: path.join(here, 'src-renderer'),
  base: './',
  publicDir: false,
  plugins: [plainIcons(), svelte({ configFile: false, compilerOptions: { runes: true } }), wordsAhead()],
  build: {
    outDir: path.join(here, 'dist', 'renderer'),
    emptyOutDir: true,
    // Electron 45 is Chromium 150; `serve` is opened in whatever browser the server's operator has.
    target: ['chrome125', 'firefox128', 'safari18'],
    // SECURITY: nothing is inlined, so that the page needs no `data:` scripts or styles under its CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        // What every start needs is one file, and its words another: not one for each set of pages that share some of it.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'words', test: /src-shared\/messages\/en\/page-messages\.ts$/ },
          ],
        },
      },
    },
  },
})

export { rendererBuild as default }
