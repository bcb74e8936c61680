// @vitest-environment node
import { formatTillCode } from '@xinhui/pass'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typedState } from './scan'

// The worked example of docs/pass.md.
const CODE = '104277193055641780'

describe('typing a till code', () => {
  it('shows what was typed in the printed groups and how much is missing', () => {
    expect(typedState('').hint).toBe('扫不出时，输入条码下方的 18 位数字')
    expect(typedState('1042771')).toEqual({ ready: false, hint: '104277 1，还差 11 位' })
    expect(typedState(CODE)).toEqual({ ready: true, hint: formatTillCode(CODE) })
  })

  it('takes it with or without the gaps', () => {
    expect(typedState(formatTillCode(CODE)).ready).toBe(true)
  })

  it('notices every single wrong digit before the server is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = CODE.slice(0, at) + String((Number(CODE[at]) + by) % 10) + CODE.slice(at + 1)
        const { ready, error } = typedState(wrong)
        return !ready && error !== undefined && error.includes('号码不对')
      }),
    )
  })

  it('a digit too many is told as such, and the text of a scanned pass is let through', () => {
    expect(typedState(`${CODE}1`).error).toBe('104277 193055 641780 1，多了 1 位')
    expect(typedState('XH1:/50B$TQ N-+1').ready).toBe(true)
  })
})
