import Taro from '@tarojs/taro'
import type { DeskPosition } from '@xinhui/contract'
import { readStored, writeStored } from '../../../lib/storage'

/** Nobody waits longer for a position than this. */
const WAIT_MS = 2000

/** Whether the clerk lets this phone say where it is when it redeems. Off until it is switched on. */
export const sendsPosition = (): boolean => readStored('desk-position') === true
export const letPosition = (on: boolean): boolean => writeStored('desk-position', on)

/** To a thousandth of a degree, some hundred metres: nothing finer leaves the phone. */
const e6 = (degrees: number): number => Math.round(degrees * 1000) * 1000

/** Where the phone is, when its holder has agreed and it can tell in time; it is only ever a hint, so a no is no error. */
export async function deskPosition(): Promise<DeskPosition | undefined> {
  if (!sendsPosition()) return undefined
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), WAIT_MS))
  const found = Taro.getLocation({ type: 'gcj02' }).then(({ longitude, latitude }) => ({ longitudeE6: e6(longitude), latitudeE6: e6(latitude) }))
  return Promise.race([found.catch(() => undefined), late])
}
