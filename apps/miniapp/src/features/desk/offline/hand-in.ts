import type { Api } from '@xinhui/contract'
import type { ScanBook } from './scan-book'

const AT_ONCE = 100

type Send = (body: Api['POST /desk/offline-scans']['body']) => Promise<Api['POST /desk/offline-scans']['response']>

/**
 * Hands in everything that waits, piece by piece; what was answered is settled at once, so that a broken connection costs one
 * piece. Repeating it is harmless: a scan is known by its hash. Throws what `send` throws.
 */
export async function handIn(book: ScanBook, send: Send): Promise<void> {
  const waiting = book.waiting()
  const logs = new Map<string, typeof waiting>()
  for (const one of waiting) logs.set(`${one.deviceId} ${one.storeId}`, [...(logs.get(`${one.deviceId} ${one.storeId}`) ?? []), one])
  for (const entries of logs.values()) {
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const piece = entries.slice(at, at + AT_ONCE)
      const [first] = piece
      if (!first) continue
      const scans = piece.map(({ seq, prevHash, kitId, admittedAt, pass, position }) => ({ seq, prevHash, kitId, admittedAt, pass, ...(position ? { position } : {}) }))
      const answer = await send({ storeId: first.storeId, deviceId: first.deviceId, tickets: book.tickets(piece.map((one) => one.kitId)).slice(-50), scans })
      book.settle(first.deviceId, answer.results)
      if (answer.chain === 'broken' && book.all().at(-1)?.deviceId === first.deviceId) book.beginAnew()
    }
  }
}
