/** An answer that came, or how it did not come. */
type Fetched = { kind: 'answer'; status: number; text: string; headers: Headers } | { kind: 'timeout' } | { kind: 'unreachable' } | { kind: 'broken' }

/**
 * One request that never throws. `timeout`: nothing whole within `timeoutMs`; `unreachable`: the connection failed before
 * any answer began; `broken`: an answer began and was cut. Redirects are not followed: secrets go to one address only.
 */
async function fetchOnce(url: string, init: RequestInit, timeoutMs: number): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeoutMs)
  let response: Response
  try {
    response = await fetch(url, { ...init, redirect: 'manual', signal })
  } catch {
    return { kind: signal.aborted ? 'timeout' : 'unreachable' }
  }
  try {
    return { kind: 'answer', status: response.status, text: await response.text(), headers: response.headers }
  } catch {
    return { kind: signal.aborted ? 'timeout' : 'broken' }
  }
}

/** Like one request, with a second try only where the connection itself failed: never after an answer or a time-out. */
export async function fetchText(url: string, init: RequestInit, timeoutMs: number): Promise<Fetched> {
  const first = await fetchOnce(url, init, timeoutMs)
  return first.kind === 'unreachable' ? fetchOnce(url, init, timeoutMs) : first
}

/** Parsed JSON, undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
