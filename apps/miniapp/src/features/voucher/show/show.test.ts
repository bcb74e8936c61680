// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api-error'
import { overWords, passState, voucherFacts } from './show.view'
import type { Strip } from './strip'

const T0 = Date.parse('2026-11-21T06:00:00Z')
const strip: Strip = {
  skewMs: 0,
  fetchedAt: T0,
  passes: Array.from({ length: 12 }, (_, index) => ({ text: `XH1:${index}`, tillCode: '104277193055641780', notBefore: T0 + index * 55_000, expiresAt: T0 + index * 55_000 + 60_000 })),
}
const offline = new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络', detail: '请检查网络后再试' })

describe('the frame of the pass', () => {
  it('with network shows the code and the seconds until it is redrawn', () => {
    expect(passState(strip, T0 + 15_000, undefined)).toMatchObject({ is: 'showing', text: 'XH1:0', secondsLeft: 40, secondsTotal: 55, line: '请店员扫描，会自动更新', offline: false })
  })

  it('without network goes on, and says for how long', () => {
    expect(passState(strip, T0, offline)).toMatchObject({ is: 'showing', line: '离线可用，还可出示 11 分钟', offline: true })
    expect(passState(strip, T0 + 640_000, offline)).toMatchObject({ line: '离线可用，还可出示不到 1 分钟' })
  })

  it('a spent strip without network shows no code at all and says that the voucher is still there', () => {
    const state = passState(strip, T0 + 665_000, offline)
    expect(state).toEqual({ is: 'spent', title: '离线的出示码用完了', note: '券还在。连上网后会自动显示新的出示码' })
    expect(passState(undefined, T0, offline)).toMatchObject({ is: 'spent', title: '没有网络，取不到出示码' })
  })

  it('waits while the first strip is on its way, and passes on what the server refuses', () => {
    expect(passState(undefined, T0, undefined)).toEqual({ is: 'fetching' })
    expect(passState(undefined, T0, new ApiError({ status: 409, code: 'VOUCHER_USED', title: '此券已使用', detail: '已于 11月21日 14:00 在听澜路店使用' }))).toEqual({ is: 'spent', title: '此券已使用', note: '已于 11月21日 14:00 在听澜路店使用' })
  })
})

describe('the voucher', () => {
  it('is good through its last day', () => {
    expect(voucherFacts({ firm: null, claimedAt: '2026-11-21T06:00:00Z', expiresAt: '2026-12-21T16:00:00Z' })[0]).toEqual({ name: '有效期至', value: '2026年12月21日' })
  })

  it('that is over says how it ended', () => {
    expect(overWords({ status: 'expired', merchantStatus: 'active', expiresAt: '2026-11-20T16:00:00Z' })).toEqual({ title: '券已过期', note: '有效期到2026年11月20日' })
    expect(overWords({ status: 'cancelled', merchantStatus: 'active', expiresAt: '2026-11-20T16:00:00Z' }).title).toBe('券已退回')
    expect(overWords({ status: 'cancelled', merchantStatus: 'terminated', expiresAt: '2026-11-20T16:00:00Z' }).title).toBe('券已取消')
  })
})
