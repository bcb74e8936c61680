/** One offline scan 离线核销 as the desk wrote it into its log. All text is ASCII. */
export interface ScanEntry {
  /** `dev_…`, drawn by the phone when its log begins. */
  deviceId: string
  /** 0, 1, 2 … within one log. */
  seq: number
  /** Hash of the entry before, 64 hex digits; `LOG_BEGINS` for the first. */
  prevHash: string
  storeId: string
  /** The offline kit 离线包 the scan was judged by. */
  kitId: string
  /** UTC ISO 8601 with milliseconds, by the desk's clock set right by the kit. */
  admittedAt: string
  /** The pass as it was read, 180 characters. */
  pass: string
}

export const LOG_BEGINS = '0'.repeat(64)

/** What is hashed (SHA-256 over its ASCII bytes, in lower-case hex) for the next entry's `prevHash`; the scan's id is made of it too. */
export const scanEntryText = ({ deviceId, seq, prevHash, storeId, kitId, admittedAt, pass }: ScanEntry): string =>
  ['xinhui/scan/v1', deviceId, String(seq), prevHash, storeId, kitId, admittedAt, pass].join('\n')

/**
 * `gap`: the entry before has not arrived (yet). `fork`: the log has another entry of this number.
 * `rewritten`: the entry before is there and is not the one this was written after.
 */
export type ChainFault = 'gap' | 'fork' | 'rewritten'

/**
 * What is wrong with each entry of one device's log, by hash; the sound ones are left out. Depends only on which entries are
 * there, not on the order they came in. It is evidence for people: no payment depends on it.
 */
export function chainFaults(entries: readonly { hash: string; seq: number; prevHash: string }[]): Map<string, ChainFault> {
  const bySeq = new Map<number, Set<string>>()
  for (const { hash, seq } of entries) bySeq.set(seq, (bySeq.get(seq) ?? new Set()).add(hash))
  const faults = new Map<string, ChainFault>()
  for (const { hash, seq, prevHash } of entries) {
    const before = bySeq.get(seq - 1)
    if ((bySeq.get(seq)?.size ?? 0) > 1) faults.set(hash, 'fork')
    else if (seq === 0 ? prevHash !== LOG_BEGINS : before !== undefined && !before.has(prevHash)) faults.set(hash, 'rewritten')
    else if (seq > 0 && before === undefined) faults.set(hash, 'gap')
  }
  return faults
}

/**
 * When a scan can have been: the desk's word, kept within what the pass allows, since its issuer signed when it is good.
 * Times in milliseconds, pass fields in seconds. `clamped`: the desk's word lay outside.
 */
export function provableTime(claimedMs: number, pass: { notBefore: number; lifeSeconds: number }, skewSeconds: number): { at: number; clamped: boolean } {
  const earliest = (pass.notBefore - skewSeconds) * 1000
  const latest = (pass.notBefore + pass.lifeSeconds + skewSeconds) * 1000 - 1
  const at = Math.min(Math.max(claimedMs, earliest), latest)
  return { at, clamped: at !== claimedMs }
}
