import { createHash, randomBytes } from 'node:crypto'
import type { OfflineScan } from '@xinhui/contract'
import { LOG_BEGINS, type ScanEntry, scanEntryText } from '@xinhui/rules'
import { newId } from '../lib/id'
import type { TestApp } from './app'

export interface DeskPhone {
  deviceId: string
  storeId: string
  log: OfflineScan[]
  tickets: string[]
  /** Fetches the kit, as the phone does while there is network. */
  fetchKit(): Promise<Record<string, unknown>>
  /** Writes a scan into the log, at the test's time or another. */
  admit(pass: string, at?: string, position?: OfflineScan['position']): OfflineScan
  /** Hands in pieces of the log, all of it unless told. */
  sync(scans?: readonly OfflineScan[]): ReturnType<TestApp['call']>
}

/** A staff phone that keeps a log, without the checks the real one makes first: what must not depend on them is tested with it. */
export function deskPhone(app: TestApp, by: { who: { token: string }; storeId: string }): DeskPhone {
  const deviceId = newId('dev')
  const log: OfflineScan[] = []
  const tickets: string[] = []
  let kitId = 'none'
  let prevHash = LOG_BEGINS
  return {
    deviceId,
    storeId: by.storeId,
    log,
    tickets,
    async fetchKit() {
      const { status, body, text } = await app.call(`GET /desk/offline-kit?storeId=${by.storeId}`, { as: by.who.token })
      if (status !== 200) throw new Error(`no kit: ${text}`)
      kitId = String(body['kitId'])
      tickets.push(String(body['ticket']))
      return body
    },
    admit(pass, at = app.clock.now().toISOString(), position?: OfflineScan['position']) {
      const scan: OfflineScan = { seq: log.length, prevHash, kitId, admittedAt: at, pass }
      const entry: ScanEntry = { ...scan, deviceId, storeId: by.storeId }
      prevHash = createHash('sha256').update(scanEntryText(entry)).digest('hex')
      const kept = position ? { ...scan, position } : scan
      log.push(kept)
      return kept
    },
    sync: (scans = log) => app.call('POST /desk/offline-scans', { as: by.who.token, body: { storeId: by.storeId, deviceId, tickets, scans }, headers: { 'idempotency-key': randomBytes(9).toString('hex') } }),
  }
}
