import Taro from '@tarojs/taro'

/** Who the reader acts for now: oneself, or a firm one may act for. */
export interface Subject {
  kind: 'person' | 'organization'
  id: string
  name: string
}

export interface StoredSession {
  accessToken: string
  accessExpiresAt: string
  refreshToken: string
  refreshExpiresAt: string
}

/** Every key this app keeps on the phone. 1 MB a key, 10 MB in all (WeChat). */
interface Stored {
  session: StoredSession
  /** Demo only: the key of the persona who stands for this phone. */
  persona: string
  subject: Subject
  'large-type': boolean
  /** The clerk lets the desk compare where this phone is with the store. */
  'desk-position': boolean
}

/** Last good answers, for when there is no network; cleared with the session because they are personal. */
export type CacheKey = `cache:${string}`
export interface Cached<T> {
  /** Epoch milliseconds. */
  at: number
  value: T
}

type Key = keyof Stored | CacheKey

const read = (key: Key): unknown => {
  try {
    const value: unknown = Taro.getStorageSync(key)
    return value === '' || value === null ? undefined : value
  } catch {
    return undefined
  }
}

/** A full or forbidden storage must not break a page: what cannot be kept is read again from the network. */
const write = (key: Key, value: unknown): boolean => {
  try {
    Taro.setStorageSync(key, value)
    return true
  } catch {
    return false
  }
}

export const readStored = <K extends keyof Stored>(key: K): Stored[K] | undefined => read(key) as Stored[K] | undefined

/** False when the phone refused to keep it. */
export const writeStored = <K extends keyof Stored>(key: K, value: Stored[K]): boolean => write(key, value)

export const readCache = <T>(key: CacheKey): Cached<T> | undefined => read(key) as Cached<T> | undefined

export const writeCache = (key: CacheKey, value: unknown, at: number): boolean => write(key, { at, value } satisfies Cached<unknown>)

export function removeStored(key: Key): void {
  try {
    Taro.removeStorageSync(key)
  } catch {
    // Nothing was kept, so nothing is left behind.
  }
}

export function clearCaches(): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith('cache:')) Taro.removeStorageSync(key)
  } catch {
    // As above.
  }
}
