// A crash of the desk: told in words, and with the exit status of a fault, never with that of a refusal.

const FAULT = 2

/** For the whole of the process. Without it Node ends with 1, which means that the desk refused. */
export function endWithCrash(process: NodeJS.Process): void {
  process.on('uncaughtException', (error) => {
    process.exitCode = FAULT
    const { stack, code } = (
      error instanceof Error ? error : new Error(String(error))
    ) as NodeJS.ErrnoException
    // Nobody is left to read it: “| head -1” has seen enough.
    if (code === 'EPIPE') process.exit(FAULT)
    try {
      process.stderr.write(`activation-server: internal error\n${stack}\n`)
    } finally {
      process.exit(FAULT)
    }
  })
}
