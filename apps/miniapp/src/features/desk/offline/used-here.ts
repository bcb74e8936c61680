import type { PhoneStorage } from './scan-book'

/** A voucher this phone redeemed with network. Names no person. */
export interface UsedHere {
  voucherId: string
  redemptionId: string
  storeId: string
  benefit: string
  /** The server's time. */
  redeemedAt: string
}

const KEY = 'desk-used'
/** More than a busy desk redeems between two kits; older ones the kit names itself. */
const KEPT = 300

const isUsed = (value: unknown): value is UsedHere => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'voucherId') === 'string'

/** What this phone redeemed with network, so that it does not let it in once more when the network goes away before the next kit 离线包. */
export function openUsedHere(storage: Pick<PhoneStorage, 'get' | 'set'>) {
  const all = (): UsedHere[] => {
    const value = storage.get(KEY)
    return Array.isArray(value) ? value.filter(isUsed) : []
  }
  return {
    all,
    add: (one: UsedHere): void => void storage.set(KEY, [...all().filter((other) => other.redemptionId !== one.redemptionId), one].slice(-KEPT)),
    /** Reversed: it may be used again. */
    forget: (redemptionId: string): void => void storage.set(KEY, all().filter((one) => one.redemptionId !== redemptionId)),
  }
}
