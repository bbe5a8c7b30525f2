// Where the web host of npm run dev listens, and the token with which its door calls it.
export interface RunningHost {
  readonly origin: string
  /** Of this process: the next one knows it no more. */
  readonly token: string
}

/** Trades the link's secret for a token, as the page does. */
export async function signInAtHost(line: string): Promise<RunningHost> {
  const { origin, hash } = new URL((JSON.parse(line) as { url: string }).url)
  const secret = decodeURIComponent(hash.replace('#secret=', ''))
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  if (!answer.ok) throw new Error(`the host did not take its own link (${answer.status})`)
  return { origin, token: ((await answer.json()) as { token: string }).token }
}
