// How often what could go on for ever is done: some rounds in npm test, thousands in npm run test:long.

/** `name`: of the environment variable that says otherwise. */
export function rounds(name: 'KILL_ROUNDS' | 'MUTATIONS', usual: number): number {
  const said = Number(process.env[`ACTIVATION_DESK_${name}`] ?? usual)
  if (!Number.isSafeInteger(said) || said < 1)
    throw new Error(`ACTIVATION_DESK_${name} is a number of rounds`)
  return said
}

/** Whether test:long has used up its minutes; never in npm test. */
export function timeIsUp(): boolean {
  return Date.now() > Number(process.env['ACTIVATION_DESK_LONG_UNTIL'] ?? Infinity)
}

/** Of the random numbers: always the same in npm test, so that it fails for everybody or for nobody. */
export const seed = (): number => Number(process.env['ACTIVATION_DESK_SEED'] ?? 1)
