// Acts once after something happened, when nothing more of it came for a short while.

const QUIET = 1500

export function whenQuiet(act: () => void): { poke(): void; stop(): void } {
  let timer: number | undefined
  const stop = () => window.clearTimeout(timer)
  return {
    stop,
    poke() {
      stop()
      timer = window.setTimeout(act, QUIET)
    },
  }
}
