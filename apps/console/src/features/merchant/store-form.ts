import type { Api } from '@xinhui/contract'
import type { Place } from './store-map'

export type StoreInput = Api['POST /console/merchants/{merchantId}/stores']['body']

/** A store as it is typed: degrees with a point. */
export interface TypedStore {
  name: string
  address: string
  hours: string
  longitude: string
  latitude: string
}

export const EMPTY_STORE: TypedStore = { name: '', address: '', hours: '', longitude: '', latitude: '' }

const degrees = (e6: number) => (e6 / 1e6).toFixed(6)
export const typedStore = ({ name, address, hours, longitudeE6, latitudeE6 }: StoreInput): TypedStore => ({ name, address, hours, longitude: degrees(longitudeE6), latitude: degrees(latitudeE6) })

/** `122.6` → 122 600 000; undefined when it is no number of degrees in China. */
function readE6(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text.trim())) return undefined
  const e6 = Math.round(Number(text) * 1e6)
  return e6 >= least * 1e6 && e6 <= most * 1e6 ? e6 : undefined
}

export function placeOf({ longitude, latitude }: Pick<TypedStore, 'longitude' | 'latitude'>): Place | undefined {
  const longitudeE6 = readE6(longitude, 73, 136)
  const latitudeE6 = readE6(latitude, 3, 54)
  return longitudeE6 === undefined || latitudeE6 === undefined ? undefined : { longitudeE6, latitudeE6 }
}

/** What was typed, as the server takes it, or what is still wrong. */
export function readStore(typed: TypedStore): { store: StoreInput } | { issues: string[] } {
  const place = placeOf(typed)
  const [name, address, hours] = [typed.name.trim(), typed.address.trim(), typed.hours.trim()]
  const issues = [
    ...(name.length < 2 ? ['请填写门店名称'] : []),
    ...(address.length < 4 ? ['请填写门店地址'] : []),
    ...(hours.length < 2 ? ['请填写营业时间'] : []),
    ...(place ? [] : ['请填写位置：经度 73–136，纬度 3–54，最多 6 位小数']),
  ]
  return place && issues.length === 0 ? { store: { name, address, hours, ...place } } : { issues }
}
