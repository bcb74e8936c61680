import { Agent, request } from 'node:http'

export interface LoadResult {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Answers outside 2xx, and connections that broke. */
  errors: number
}

export interface LoadRequest {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Sends requests over `connections` kept-alive sockets, each the next as soon as the last answered, until `next` has no more or `seconds` are over. */
export async function load(origin: string, options: { connections: number; seconds: number; next: (n: number) => LoadRequest | undefined }): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const url = new URL(origin)
  const times: number[] = []
  let errors = 0
  let sent = 0
  const until = Date.now() + options.seconds * 1000
  const started = performance.now()
  const one = (r: LoadRequest) =>
    new Promise<void>((resolve) => {
      const from = performance.now()
      const fail = () => {
        errors += 1
        resolve()
      }
      const req = request({ agent, hostname: url.hostname, port: url.port, method: r.method, path: r.path, headers: { ...r.headers, ...(r.body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(r.body) } : {}) } }, (res) => {
        res.resume()
        res.on('end', () => {
          times.push(performance.now() - from)
          if ((res.statusCode ?? 500) >= 300) errors += 1
          resolve()
        })
        res.on('error', fail)
      })
      req.on('error', fail)
      req.end(r.body)
    })
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (Date.now() < until) {
        const r = options.next(sent++)
        if (!r) return
        await one(r)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN
  return { requests: times.length, perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), errors }
}
