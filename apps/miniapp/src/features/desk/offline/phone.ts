import Taro from '@tarojs/taro'
import { bytesToId } from '@xinhui/pass'
import { type CacheKey, readCache, writeCache } from '../../../lib/storage'
import type { KeptKit } from './kit'
import { openScanBook, type PhoneStorage, type ScanBook } from './scan-book'
import { openUsedHere } from './used-here'

/** The log outlives a logout: what was admitted has to be handed in, whoever does it. It names no person. */
const storage: PhoneStorage = {
  get: (key) => {
    try {
      return Taro.getStorageSync<unknown>(key)
    } catch {
      return undefined
    }
  },
  set: (key, value) => {
    try {
      Taro.setStorageSync(key, value)
      return true
    } catch {
      return false
    }
  },
  remove: (key) => {
    try {
      Taro.removeStorageSync(key)
    } catch {
      // It stays and is found again.
    }
  },
  keys: () => {
    try {
      return [...Taro.getStorageInfoSync().keys]
    } catch {
      return []
    }
  },
}

/** Unlikely to repeat, not a secret: only tells this log from others (WeChat offers no synchronous secure randomness). */
function newDeviceId(): string {
  const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(Math.random() * 256))
  let ms = Date.now()
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = ms % 256
    ms = Math.floor(ms / 256)
  }
  return bytesToId('dev_', bytes)
}

export const scanBook = (hash: (text: string) => string): ScanBook => openScanBook(storage, { hash, newDeviceId })

export const usedHere = openUsedHere(storage)

const kitKey = (storeId: string): CacheKey => `cache:desk-kit:${storeId}`
/** Goes with the session, unlike the log. */
export const readKit = (storeId: string): KeptKit | undefined => readCache<KeptKit>(kitKey(storeId))?.value
export const writeKit = (storeId: string, kit: KeptKit, now: number): boolean => writeCache(kitKey(storeId), kit, now)
