import { describe, expect, it } from 'vitest'
import { loginWay, personaRows } from './login.view'

describe('how a phone logs in', () => {
  it('the demo lets a fictional person stand for the phone, in the browser and in WeChat', () => {
    expect(loginWay('demo', 'h5')).toBe('persona')
    expect(loginWay('demo', 'weapp')).toBe('persona')
  })

  it('in production WeChat gives the code, and a browser is told where to go', () => {
    expect(loginWay('production', 'weapp')).toBe('wechat')
    expect(loginWay('production', 'h5')).toBe('only-in-wechat')
  })

  it('a persona is listed by name and then by who they are, without the ID number', () => {
    const rows = personaRows([{ key: 'elder', title: '72 岁的居民', story: '用大字版。', name: '郑穗丰', idNumber: '990103195410070019', uscc: null }])
    expect(rows).toEqual([{ key: 'elder', title: '郑穗丰 · 72 岁的居民', note: '用大字版。' }])
    expect(JSON.stringify(rows)).not.toContain('9901')
  })
})
