// Unit, contract and architecture tests on Node; component tests in a real browser.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath, chromiumSandbox } from './tests/support/chromium.ts'
import { compileCache } from './tests/support/compile-cache.ts'
import { longShare } from './tests/support/rounds.ts'

/**
 * They change nothing of their process, so one after another runs in the same: to start it and to load the core anew for
 * each takes longer than most of them. With an order of chance they hold as well (`--sequence.shuffle`).
 */
const IN_ONE_PROCESS = [
  'tests/shared/**/*.test.ts',
  'tests/main/core/**/*.test.ts',
  'tests/renderer/bridge/**/*.test.ts',
  'tests/server/{activation,back-office,http,routes,store,vendor}/**/*.test.ts',
]

const NO_WAITING = ['tests/support/no-waiting-for-the-disk.ts']

export default defineConfig({
  test: {
    // For the programs that the tests start.
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? compileCache },
    // Two cores are shared with others: a test that waits for a child process must not look like one that hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // For the same reason: what is polled for is waited for, not timed.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          setupFiles: NO_WAITING,
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/e2e/**',
            'tests/real/**',
            'tests/long/**',
            'tests/**/*.svelte.test.ts',
            ...IN_ONE_PROCESS,
          ],
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          environment: 'node',
          setupFiles: NO_WAITING,
          include: IN_ONE_PROCESS,
          isolate: false,
          maxWorkers: 2,
        },
      },
      // npm run test:real: what needs more than Node and a browser.
      {
        extends: true,
        test: { name: 'real', environment: 'node', include: ['tests/real/**/*.test.ts'], maxWorkers: 2 },
      },
      // npm run test:long: what finds more the longer it runs. A test's time is its file's share, and then some.
      {
        extends: true,
        test: {
          name: 'long',
          environment: 'node',
          include: ['tests/long/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: longShare() + 300_000,
        },
      },
      {
        extends: true,
        plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
        // What components import in their markup is not found by itself, and found late it reloads the page mid-test.
        optimizeDeps: { entries: ['src-renderer/**/*.{svelte,ts}', 'tests/**/*.svelte.test.ts'] },
        test: {
          name: 'browser',
          include: ['tests/**/*.svelte.test.ts'],
          // As many as of Node: the two projects then run beside each other. One alone would wait for all of Node's files.
          maxWorkers: 2,
          setupFiles: ['tests/renderer/support/speak-english.ts'],
          browser: {
            enabled: true,
            viewport: { width: 1280, height: 800 },
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: chromiumPath(),
                args: [...chromiumArgs],
                chromiumSandbox,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
