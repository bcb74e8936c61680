// @vitest-environment node
import { createHash } from 'node:crypto'
import type { OfflineScanResult } from '@xinhui/contract'
import { chainFaults } from '@xinhui/rules/scan-log'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api-error'
import { handIn } from './hand-in'
import { openScanBook, type PhoneStorage } from './scan-book'

/** A phone's storage that survives a restart, and can be full. */
function storageOf() {
  const kept = new Map<string, string>()
  const state = { full: false }
  const storage: PhoneStorage = {
    get: (key) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as unknown) : ''),
    set: (key, value) => {
      const text = JSON.stringify(value)
      if (state.full || text.length > 1_000_000) return false
      kept.set(key, text)
      return true
    },
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
  return { storage, state, kept }
}
let devices = 0
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const open = (storage: PhoneStorage) => openScanBook(storage, { hash, newDeviceId: () => `dev_${(devices += 1)}` })
const scan = (n: number, storeId = 'sto_1') => ({ storeId, kitId: 'kit_1', admittedAt: `2026-11-21T04:00:${String(n % 60).padStart(2, '0')}.000Z`, pass: `XH1:${'A'.repeat(170)}${n}`, voucherId: `vch_${n}`, benefit: '停车 9 折' })
const resultOf = (seq: number, outcome: OfflineScanResult['outcome'] = 'first'): OfflineScanResult => ({
  seq, outcome, scanId: `scn_${seq}`, paidInGoodFaith: false, sentence: '已入账：停车 9 折', admittedAt: '', syncedAt: '', perkTitle: null, benefit: null, usedAt: null, usedStoreName: null, redemptionId: `red_${seq}`, receiptNo: '1',
})
const soundResults = (body: { scans: readonly { seq: number }[] }) => ({ chain: 'sound' as const, results: body.scans.map((s) => resultOf(s.seq)) })

describe('the log on the phone', () => {
  it('is one chain, also over a restart of the app and over its segments', () => {
    const { storage, kept } = storageOf()
    for (let n = 0; n < 900; n += 1) expect(open(storage).append(scan(n), 'ticket')).toBeDefined()
    const all = open(storage).all()
    expect(all.map((one) => one.seq)).toEqual(Array.from({ length: 900 }, (_, n) => n))
    expect(new Set(all.map((one) => one.deviceId)).size).toBe(1)
    expect(chainFaults(all).size).toBe(0)
    expect(kept.size).toBe(3)
    for (const text of kept.values()) expect(text.length).toBeLessThan(500_000)
  })

  it('says so when the phone cannot keep a scan, and loses none it kept', () => {
    const { storage, state } = storageOf()
    open(storage).append(scan(0), 'ticket')
    state.full = true
    expect(open(storage).append(scan(1), 'ticket')).toBeUndefined()
    state.full = false
    expect(open(storage).append(scan(2), 'ticket')).toMatchObject({ seq: 1 })
    expect(open(storage).all().map((one) => one.voucherId)).toEqual(['vch_0', 'vch_2'])
  })

  it('takes no more once it is full of scans nobody has handed in, and forgets only what was', async () => {
    const { storage } = storageOf()
    const book = open(storage)
    let n = 0
    for (; n < 7000; n += 1) if (!book.append(scan(n), 'ticket')) break
    expect(n).toBe(6400)
    expect(book.waiting()).toHaveLength(6400)
    await handIn(book, (body) => Promise.resolve(soundResults(body)))
    expect(book.waiting()).toEqual([])
    expect(book.append(scan(n), 'ticket')).toMatchObject({ seq: 6400 })
    expect(book.all().length).toBeLessThan(1000)
    expect(chainFaults(book.all().slice(1)).size).toBeLessThanOrEqual(1)
  }, 60_000)

  it('knows which vouchers this phone has let in, until one is reversed', () => {
    const { storage } = storageOf()
    const book = open(storage)
    const first = book.append(scan(1), 'ticket')
    expect(book.admitted('vch_1')).toMatchObject({ seq: 0 })
    book.settle(first?.deviceId ?? '', [resultOf(0, 'withdrawn')])
    expect(book.admitted('vch_1')).toBeUndefined()
  })
})

describe('handing in', () => {
  it('sends each store’s entries in pieces with the tickets they need, and settles what was answered even if the next piece fails', async () => {
    const { storage } = storageOf()
    const book = open(storage)
    for (let n = 0; n < 150; n += 1) book.append(scan(n, n < 120 ? 'sto_1' : 'sto_2'), `ticket-${n}`)
    const sent: { storeId: string; count: number; tickets: string[] }[] = []
    const send = (failAfter: number) => (body: Parameters<Parameters<typeof handIn>[1]>[0]) => {
      if (sent.length === failAfter) return Promise.reject(new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络' }))
      sent.push({ storeId: body.storeId, count: body.scans.length, tickets: [...body.tickets] })
      return Promise.resolve(soundResults(body))
    }
    await expect(handIn(book, send(1))).rejects.toThrow('没有网络')
    expect(book.waiting()).toHaveLength(50)
    await handIn(book, send(9))
    expect(sent).toEqual([
      { storeId: 'sto_1', count: 100, tickets: ['ticket-149'] },
      { storeId: 'sto_1', count: 20, tickets: ['ticket-149'] },
      { storeId: 'sto_2', count: 30, tickets: ['ticket-149'] },
    ])
    expect(book.waiting()).toEqual([])
  })

  it('says where an entry was made when the clerk lets it, and forgets that once it is handed in', async () => {
    const { storage } = storageOf()
    const book = open(storage)
    const position = { longitudeE6: 118_512_000, latitudeE6: 25_123_000 }
    book.append({ ...scan(0), position }, 'ticket')
    book.append(scan(1), 'ticket')
    const sent: unknown[] = []
    await handIn(book, (body) => {
      sent.push(...body.scans.map((one) => one.position))
      return Promise.resolve(soundResults(body))
    })
    expect(sent).toEqual([position, undefined])
    expect(book.all().map((one) => one.position)).toEqual([undefined, undefined])
    expect(chainFaults(book.all()).size).toBe(0)
  })

  it('after the server has seen two logs under one name, begins another', async () => {
    const { storage } = storageOf()
    const book = open(storage)
    const first = book.append(scan(0), 'ticket')
    await handIn(book, (body) => Promise.resolve({ ...soundResults(body), chain: 'broken' as const }))
    const next = book.append(scan(1), 'ticket')
    expect(next).toMatchObject({ seq: 0, prevHash: '0'.repeat(64) })
    expect(next?.deviceId).not.toBe(first?.deviceId)
    expect(book.all()).toHaveLength(2)
  })
})
