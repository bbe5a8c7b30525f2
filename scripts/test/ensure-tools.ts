// The programs of `npm run test:real`: in CI they are installed, and one that is still missing is a failure.
import { TOOLS, TOOLS_REQUIRED } from '../../tests/support/tools.ts'
import { aptInstall } from './apt.ts'

/** The tests learn by the environment that a missing tool is a failure, not a skip. */
export function requireTools(): void {
  process.env[TOOLS_REQUIRED] = '1'
  const packages = TOOLS.filter((tool) => tool.find() === null).flatMap((tool) => tool.debian)
  if (packages.length > 0) aptInstall(packages)
}
