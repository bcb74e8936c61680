import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainFaults, LOG_BEGINS, provableTime, type ScanEntry, scanEntryText } from './scan-log'

const hashOf = (entry: ScanEntry) => createHash('sha256').update(scanEntryText(entry)).digest('hex')
const linkOf = (entry: ScanEntry) => ({ hash: hashOf(entry), seq: entry.seq, prevHash: entry.prevHash })

function logOf(length: number, from: ScanEntry[] = [], mark = 'a'): ScanEntry[] {
  const log = [...from]
  while (log.length < length) {
    const last = log.at(-1)
    log.push({ deviceId: 'dev_1', seq: log.length, prevHash: last ? hashOf(last) : LOG_BEGINS, storeId: 'sto_1', kitId: 'kit_1', admittedAt: '2026-11-21T04:00:00.000Z', pass: `XH1:${mark}${log.length}` })
  }
  return log
}

describe('the chain of a log', () => {
  test('a whole log is sound, in whatever order it came', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(logOf(12), { minLength: 12 }), (entries) => {
        expect(chainFaults(entries.map(linkOf)).size).toBe(0)
      }),
    )
  })

  test('a missing entry leaves a gap before the next, which closes when it comes', () => {
    const log = logOf(6)
    const without = log.filter((_, i) => i !== 3)
    expect([...chainFaults(without.map(linkOf))]).toEqual([[hashOf(log[4]!), 'gap']])
    expect(chainFaults(log.map(linkOf)).size).toBe(0)
  })

  test('a log that went two ways is a fork where it did, on both sides', () => {
    const log = logOf(5)
    const other = logOf(5, log.slice(0, 3), 'b')
    const faults = chainFaults([...new Map([...log, ...other].map((e) => [hashOf(e), e])).values()].map(linkOf))
    expect([...faults.values()]).toEqual(['fork', 'fork', 'fork', 'fork'])
    expect(faults.has(hashOf(log[2]!))).toBe(false)
  })

  test('an entry changed afterwards shows by the one after it, and a first entry that follows something does too', () => {
    const log = logOf(4)
    const changed = { ...log[1]!, admittedAt: '2026-11-21T03:00:00.000Z' }
    expect([...chainFaults([log[0]!, changed, log[2]!, log[3]!].map(linkOf))]).toEqual([[hashOf(log[2]!), 'rewritten']])
    expect([...chainFaults([linkOf({ ...log[0]!, prevHash: 'f'.repeat(64) })]).values()]).toEqual(['rewritten'])
  })
})

describe('the provable time', () => {
  const pass = { notBefore: 1_000_000, lifeSeconds: 60 }
  test('is the desk’s word within what the pass allows, else the nearest moment it allows', () => {
    expect(provableTime(1_000_030_000, pass, 30)).toEqual({ at: 1_000_030_000, clamped: false })
    expect(provableTime(999_970_000, pass, 30)).toEqual({ at: 999_970_000, clamped: false })
    expect(provableTime(999_969_999, pass, 30)).toEqual({ at: 999_970_000, clamped: true })
    expect(provableTime(1_000_090_000, pass, 30)).toEqual({ at: 1_000_089_999, clamped: true })
  })
})
