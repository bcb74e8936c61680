import { createServer } from 'node:net'

export interface VirusScanSimulator {
  host: string
  port: number
  /** While false every question is answered with an error, as a daemon does that is reloading. */
  setAvailable(available: boolean): void
  close(): Promise<void>
}

/** The test file of eicar.org: harmless, and found by every scanner. Written in two halves, or this file would be it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const MAX_BYTES = 26_214_400

/** A local daemon that speaks clamd's INSTREAM and knows one signature. Demo and tests only. */
export function startVirusScanSimulator(): Promise<VirusScanSimulator> {
  let available = true
  const server = createServer((socket) => {
    let buffer = Buffer.alloc(0)
    const body: Buffer[] = []
    let size = 0
    let greeted = false
    const say = (line: string) => socket.end(`${line}\0`)
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data])
      if (!greeted) {
        const end = buffer.indexOf(0)
        if (end < 0) return undefined
        if (buffer.toString('latin1', 0, end) !== 'zINSTREAM') return say('UNKNOWN COMMAND')
        greeted = true
        buffer = buffer.subarray(end + 1)
      }
      while (buffer.length >= 4) {
        const length = buffer.readUInt32BE(0)
        if (length === 0) {
          if (!available) return say('stream: Database is reloading ERROR')
          return say(Buffer.concat(body).includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')
        }
        if (buffer.length < 4 + length) return undefined
        size += length
        if (size > MAX_BYTES) return say('INSTREAM size limit exceeded. ERROR')
        body.push(buffer.subarray(4, 4 + length))
        buffer = buffer.subarray(4 + length)
      }
      return undefined
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        host: '127.0.0.1',
        port: typeof address === 'object' && address ? address.port : 0,
        setAvailable: (now) => {
          available = now
        },
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
  })
}
