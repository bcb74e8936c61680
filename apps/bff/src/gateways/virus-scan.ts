import { connect } from 'node:net'
import type { VirusScanGateway } from './gateways'

const CHUNK = 64 * 1024

/**
 * ClamAV's daemon over TCP (clamd, `zINSTREAM`): chunks of a 4-byte big-endian length and so many bytes, a length of 0 ends;
 * the answer is `stream: OK` or `stream: <signature> FOUND`. Anything else (no connection, time-out, `ERROR`, cut) is
 * UNAVAILABLE: nothing is taken for clean because a scanner failed.
 */
export function createVirusScanGateway(options: { host: string; port: number; timeoutMs?: number }): VirusScanGateway {
  return {
    scan: (bytes) =>
      new Promise((resolve) => {
        const socket = connect({ host: options.host, port: options.port })
        const heard: Buffer[] = []
        let done = false
        const finish = (answer: Awaited<ReturnType<VirusScanGateway['scan']>>) => {
          if (done) return
          done = true
          socket.destroy()
          resolve(answer)
        }
        socket.setTimeout(options.timeoutMs ?? 15_000, () => finish('UNAVAILABLE'))
        socket.on('error', () => finish('UNAVAILABLE'))
        socket.on('close', () => finish('UNAVAILABLE'))
        socket.on('data', (data) => {
          heard.push(data)
          const text = Buffer.concat(heard).toString('latin1')
          if (text.length > 1024) return finish('UNAVAILABLE')
          if (!text.includes('\0')) return
          const [line = ''] = text.split('\0')
          const found = /^stream: (.{1,200}) FOUND$/.exec(line)
          if (found) return finish({ found: found[1] ?? '' })
          finish(line === 'stream: OK' ? 'clean' : 'UNAVAILABLE')
        })
        socket.on('connect', () => {
          socket.write('zINSTREAM\0')
          for (let at = 0; at < bytes.length; at += CHUNK) {
            const part = bytes.subarray(at, at + CHUNK)
            const length = Buffer.alloc(4)
            length.writeUInt32BE(part.length)
            socket.write(length)
            socket.write(part)
          }
          socket.write(Buffer.alloc(4))
        })
      }),
  }
}
