import type { Voucher } from '@xinhui/contract'
import type { ApiError } from '../../../lib/api-error'
import type { Fact } from '../../../components/facts'
import { moment, until } from '../../../lib/format'
import { enduranceMs, passAt, type Strip } from './strip'

const MINUTE_MS = 60_000

export type PassState =
  | { is: 'showing'; text: string; tillCode: string; secondsLeft: number; secondsTotal: number; line: string; offline: boolean }
  | { is: 'fetching' }
  /** Nothing that could be shown, and no way to fetch it now. */
  | { is: 'spent'; title: string; note: string }

const left = (ms: number): string => (ms < MINUTE_MS ? '还可出示不到 1 分钟' : `还可出示 ${Math.floor(ms / MINUTE_MS)} 分钟`)

/** What stands in the frame of the pass at this moment. `failure`: why the last call did not succeed. */
export function passState(strip: Strip | undefined, now: number, failure: ApiError | undefined): PassState {
  const showing = strip && passAt(strip, now)
  if (showing && strip) {
    const { pass, msLeft, msTotal } = showing
    const offline = failure?.unanswered === true
    const line = offline ? `离线可用，${left(enduranceMs(strip, now))}` : '请店员扫描，会自动更新'
    return { is: 'showing', text: pass.text, tillCode: pass.tillCode, secondsLeft: msLeft / 1000, secondsTotal: msTotal / 1000, line, offline }
  }
  if (!failure) return { is: 'fetching' }
  if (failure.unanswered) {
    const note = '券还在。连上网后会自动显示新的出示码'
    return strip ? { is: 'spent', title: '离线的出示码用完了', note } : { is: 'spent', title: '没有网络，取不到出示码', note }
  }
  return { is: 'spent', title: failure.title, note: failure.detail === '' ? '券还在，请稍后再试' : failure.detail }
}

export const voucherFacts = ({ expiresAt, claimedAt, firm }: Pick<Voucher, 'expiresAt' | 'claimedAt' | 'firm'>): Fact[] => [
  ...(firm ? [{ name: '持有企业', value: firm.name }] : []),
  { name: '有效期至', value: until(expiresAt) },
  { name: '领取时间', value: moment(claimedAt) },
]

export const overWords = ({ status, expiresAt, merchantStatus }: Pick<Voucher, 'status' | 'expiresAt' | 'merchantStatus'>): { title: string; note: string } =>
  status === 'cancelled' && merchantStatus === 'terminated' ? { title: '券已取消', note: '商户已终止合作。不影响您领取其他商户的优惠' } : status === 'cancelled' ? { title: '券已退回', note: '名额已还给商户。还想用的话，可以再领一次' } : { title: '券已过期', note: `有效期到${until(expiresAt)}` }
