import type { DeskPosition } from '@xinhui/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { useNetworkReturn } from '../../../lib/use-network-return'
import { useNow } from '../../../lib/use-now'
import { useReturn } from '../../../lib/use-return'
import { handIn } from './hand-in'
import { judgeOffline, type OfflineVerdict, type ScanDraft } from './judge'
import { keepKit, kitState } from './kit'
import { readKit, scanBook, usedHere, writeKit } from './phone'
import type { BookedScan } from './scan-book'

const LOOK_MS = 60_000
/** Younger than this a kit is not fetched again. */
const FRESH_MS = 10 * 60_000

type Tools = typeof import('./crypto')
let tools: Promise<Tools | undefined> | undefined
/** Undefined on an engine that cannot run it: then this phone does not verify without network. */
const loadTools = (): Promise<Tools | undefined> => (tools ??= import('./crypto').catch(() => undefined))

/** One at a time: the page, the bar and the network's return all ask for it. */
let handingIn: Promise<void> | undefined

/** The desk without network at one store: data kept ready, admissions written down, handed in by itself when there is network again. */
export function useOffline(storeId: string) {
  const now = useNow(10_000)
  const [kit, setKit] = useState(() => readKit(storeId))
  const [able, setAble] = useState(true)
  const [entries, setEntries] = useState<readonly BookedScan[]>([])
  const [syncing, setSyncing] = useState(false)
  const [failure, setFailure] = useState<ApiError>()
  const asking = useRef(false)

  const look = useCallback(async () => {
    const crypto = await loadTools()
    setAble(crypto !== undefined)
    if (crypto) setEntries(scanBook(crypto.sha256Hex).all())
    return crypto
  }, [])

  const fetchKit = useCallback(async () => {
    const crypto = await loadTools()
    if (!crypto || asking.current) return
    asking.current = true
    try {
      const before = readKit(storeId)
      const from = Date.now()
      const answer = await call('GET /desk/offline-kit', { query: { storeId, have: before?.digest }, timeoutMs: 8_000 })
      const kept = keepKit(answer, before, { from, until: Date.now() }, crypto)
      if (kept && writeKit(storeId, kept, Date.now())) setKit(kept)
    } catch (error) {
      // Without network the one from before serves until the city's limit; its age is on the screen.
      if (!(error instanceof ApiError)) throw error
    } finally {
      asking.current = false
    }
  }, [storeId])

  const sync = useCallback(async () => {
    const crypto = await look()
    if (!crypto) return
    setSyncing(true)
    setFailure(undefined)
    handingIn ??= handIn(scanBook(crypto.sha256Hex), (body) => call('POST /desk/offline-scans', { body })).finally(() => {
      handingIn = undefined
    })
    try {
      await handingIn
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
    } finally {
      setSyncing(false)
      await look()
    }
  }, [look])

  /** What there is to do whenever there may be network. */
  const refresh = useCallback(async () => {
    const crypto = await look()
    if (crypto && scanBook(crypto.sha256Hex).waiting().length > 0) await sync()
    const kept = readKit(storeId)
    const state = kitState(kept, Date.now())
    if (state.is !== 'good' || state.ageMs > FRESH_MS) await fetchKit()
  }, [look, sync, fetchKit, storeId])

  useEffect(() => {
    const soon = setTimeout(() => void refresh())
    const timer = setInterval(() => void refresh(), LOOK_MS)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [refresh])
  useNetworkReturn(() => void refresh())
  useReturn(() => void refresh())

  const judge = async (presented: string, { promotions }: { promotions?: true }): Promise<OfflineVerdict> => {
    const crypto = await loadTools()
    if (!crypto) return { unable: '这部手机的系统太旧，断网时不能核销' }
    return judgeOffline(presented, { kit: readKit(storeId), book: scanBook(crypto.sha256Hex), used: usedHere.all(), promotions, now: Date.now(), crypto })
  }

  /** Undefined: the phone could not keep it, so nothing has been admitted. */
  const admit = async (presented: string, { ticket, ...draft }: ScanDraft, position?: DeskPosition): Promise<BookedScan | undefined> => {
    const crypto = await loadTools()
    const booked = crypto && scanBook(crypto.sha256Hex).append({ ...draft, storeId, pass: presented, ...(position ? { position } : {}) }, ticket)
    await look()
    return booked
  }

  return { now, able, kit: kitState(kit, now), entries, waiting: entries.filter((one) => !one.result), syncing, failure, sync, judge, admit }
}

export type Offline = ReturnType<typeof useOffline>
