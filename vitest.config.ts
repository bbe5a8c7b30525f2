// Unit, contract and architecture tests on Node; component tests in a real browser.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath, chromiumSandbox } from './tests/support/chromium.ts'

export default defineConfig({
  test: {
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
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/**/*.svelte.test.ts'],
          maxWorkers: 2,
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
