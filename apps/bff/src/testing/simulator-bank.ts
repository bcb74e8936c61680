import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { LenderStep, LoanStatus } from '@xinhui/contract'
import { signWebhook, verifyWebhook } from '../lib/standard-webhooks'

/** Draws numbers in [0, 1); the same seed, the same faults. */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

export interface BankOptions {
  /** `http://127.0.0.1:…` of the service. */
  origin: string
  webhookSecret: string
  /** A token while it is good; asked for before every call. */
  token: () => Promise<string>
  now: () => Date
  /** Share of calls that go wrong, 0 to 1. */
  faults: number
  seed: number
}

interface Signed {
  id: string
  body: string
}

/** What the bank keeps of one application: the steps it signed, in its own order. */
interface Book {
  steps: LenderStep[]
  signed: Signed[]
  /** Places the service has answered for. */
  acknowledged: Set<number>
}

/**
 * A bank that speaks the lender API over HTTP: it takes our messages in (or fails, or is slow), decides, and reports every step as a
 * signed message. Faults: a report is sent twice, before its turn, cut off before its answer is read, or not sent until later.
 */
export function createSimulatorBank(options: BankOptions) {
  const roll = dice(options.seed)
  const books = new Map<string, Book>()
  const received = new Set<string>()
  const counts = { sent: 0, repeated: 0, reordered: 0, cut: 0, failedWebhooks: 0, forged: 0 }
  let server: Server | undefined
  const goesWrong = () => roll() < options.faults

  const takeIn = (request: IncomingMessage, body: string): number => {
    const header = (name: string) => (typeof request.headers[name] === 'string' ? request.headers[name] : undefined)
    const id = verifyWebhook(options.webhookSecret, { id: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature') }, body, options.now())
    if (id === undefined) {
      counts.forged += 1
      return 401
    }
    if (goesWrong()) {
      counts.failedWebhooks += 1
      // Half of those that fail had been taken in: the answer is lost, the message comes again.
      if (roll() < 0.5) received.add(id)
      return 503
    }
    received.add(id)
    return 204
  }

  const send = async ({ id, body }: Signed): Promise<{ status: number; outcome: string }> => {
    counts.sent += 1
    const response = await fetch(`${options.origin}/api/v1/lender/callbacks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await options.token()}`, 'content-type': 'application/json', ...signWebhook(options.webhookSecret, { id, at: options.now(), body }) },
      body,
    })
    const answer = (await response.json()) as { outcome?: string; code?: string }
    return { status: response.status, outcome: answer.outcome ?? answer.code ?? '' }
  }

  const bookOf = (applicationId: string): Book => {
    const book = books.get(applicationId) ?? { steps: [], signed: [], acknowledged: new Set<number>() }
    books.set(applicationId, book)
    return book
  }

  return {
    counts,
    received,
    /** Signs a step: from now on it is the bank's word, whenever it arrives. */
    sign(applicationId: string, step: LenderStep): void {
      const book = bookOf(applicationId)
      book.steps.push(step)
      book.signed.push({ id: `msg_${randomUUID()}`, body: JSON.stringify({ applicationId, seq: book.steps.length, step }) })
    },
    /** What the bank signed last. */
    lastStep: (applicationId: string): LenderStep | undefined => books.get(applicationId)?.steps.at(-1),
    /** Delivers what is not acknowledged of one application, with faults; answers whether everything was. */
    async deliver(applicationId: string): Promise<boolean> {
      const book = bookOf(applicationId)
      const open = book.signed.map((_, i) => i + 1).filter((seq) => !book.acknowledged.has(seq))
      if (open.length > 1 && goesWrong()) {
        counts.reordered += 1
        open.reverse()
      }
      for (const seq of open) {
        const message = book.signed[seq - 1]
        if (!message) continue
        if (goesWrong() && roll() < 0.3) continue
        const repeats = goesWrong() ? 2 : 1
        counts.repeated += repeats - 1
        const answers = await Promise.all(Array.from({ length: repeats }, () => send(message)))
        if (goesWrong() && roll() < 0.5) {
          counts.cut += 1
          continue
        }
        if (answers.some((a) => a.status === 200)) book.acknowledged.add(seq)
      }
      return book.acknowledged.size === book.signed.length
    },
    /** Listens for our messages on a free port of the loopback. */
    listen: () =>
      new Promise<string>((resolve) => {
        server = createServer((request, response) => {
          const chunks: Buffer[] = []
          request.on('data', (chunk: Buffer) => chunks.push(chunk))
          request.on('end', () => {
            const status = takeIn(request, Buffer.concat(chunks).toString('utf8'))
            setTimeout(() => response.writeHead(status).end(), goesWrong() ? 5 : 0)
          })
        })
        server.listen(0, '127.0.0.1', () => {
          const address = server?.address()
          resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hooks`)
        })
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server?.close(() => resolve())
        server?.closeAllConnections()
      }),
  }
}

/** Where an application stands once the bank's last step is in. */
export const STATE_OF: Readonly<Record<LenderStep['kind'], LoanStatus>> = { accept: 'accepted', review: 'reviewing', offer: 'offered', refuse: 'refused', sign: 'signed', disburse: 'disbursed', repay: 'disbursed', overdue: 'overdue', renew: 'renewed', settle: 'settled' }
