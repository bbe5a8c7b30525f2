// End-to-end tests: the built app, a real activation server, a real browser. `real` needs other programs too.
import { defineConfig } from '@playwright/test'
import { chromiumArgs, chromiumPath, chromiumSandbox } from './tests/support/chromium.ts'
import { compileCache } from './tests/support/compile-cache.ts'

// For the programs that the tests start.
process.env['NODE_COMPILE_CACHE'] ??= compileCache

export default defineConfig({
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'e2e', testDir: 'tests/e2e' },
    { name: 'real', testDir: 'tests/real' },
  ],
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    // A trace of every test costs a fifth of the time; “playwright test --trace on NAME” makes one.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumArgs], chromiumSandbox },
  },
})
