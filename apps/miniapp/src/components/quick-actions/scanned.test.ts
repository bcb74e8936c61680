import { PASS_PREFIX } from '@xinhui/pass'
import { describe, expect, it } from 'vitest'
import { scannedSentence } from './scanned'

describe('what somebody without a post is told about a code', () => {
  it('a pass or a till code belongs to a clerk', () => {
    expect(scannedSentence('123456789012345678')).toContain('要由商户店员扫描核销')
    expect(scannedSentence(`${PASS_PREFIX}6BF+70`)).toContain('要由商户店员扫描核销')
  })

  it('a link is not opened', () => {
    expect(scannedSentence('https://example.com/pay')).toBe('这是一个网页链接。信惠不打开外面的网页。')
  })

  it('anything else did nothing', () => {
    expect(scannedSentence('hello')).toBe('信惠不认识这个码，没有办理任何事。')
  })
})
