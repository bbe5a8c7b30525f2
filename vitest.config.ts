// Unit, contract and architecture tests on Node; component tests in a real browser.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumIfThere, chromiumSandbox } from './tests/support/chromium.ts'
import { compileCache } from './tests/support/compile-cache.ts'
import { inMemory } from './tests/support/folders-in-memory.ts'
import { longShare, WHOLE_SWEEPS } from './tests/support/rounds.ts'
import type {} from './tests/support/whole-sweeps.ts'

const NO_WAITING = ['tests/support/no-waiting-for-the-disk.ts']

export default defineConfig({
  test: {
    // For the programs that the tests start.
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? compileCache },
    provide: { wholeSweeps: process.env[WHOLE_SWEEPS] !== undefined },
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
          env: inMemory(),
          setupFiles: NO_WAITING,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/real/**', 'tests/long/**', 'tests/**/*.svelte.test.ts'],
          // A file puts back what it changes of its process: the next one runs in the same. To start one for each and to
          // load the core anew takes longer than most of them. With an order of chance they hold as well (`--sequence.shuffle.files`).
          isolate: false,
          // Half of their time they wait, for programs and pauses: two would leave the cores idle.
          maxWorkers: 3,
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
          // As of Node: the page is taken down after each test (start-anew.ts), and its modules stay.
          isolate: false,
          // As many as of Node: the two projects then run beside each other. One alone would wait for all of Node's files.
          maxWorkers: 3,
          setupFiles: ['tests/renderer/support/start-anew.ts'],
          browser: {
            enabled: true,
            viewport: { width: 1280, height: 800 },
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...chromiumIfThere(), args: [...chromiumArgs], chromiumSandbox },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
