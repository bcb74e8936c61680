import { describe, expect, it } from 'vitest'
import { meView } from './me.view'

type Me = Parameters<typeof meView>[0]
const store = (name: string) => ({ storeId: `sto_${name}`, name })
const me = (over: Partial<Me>): Me => ({ accountId: 'acc_1', subject: { subjectId: 'sub_1', maskedName: '沈**', maskedIdNumber: '9901**********8226', birthDay: '1992-07-24' }, posts: [], score: 'open', ...over })

describe('my page', () => {
  it('shows the masked name, and no name before real-name', () => {
    expect(meView(me({})).name).toBe('沈**')
    expect(meView(me({ subject: null })).name).toBeUndefined()
  })

  it('leads to the score when it is open, else quietly to what opening means', () => {
    expect(meView(me({}))).toMatchObject({ scoreValue: '已开通', scorePage: 'scoreDetail' })
    expect(meView(me({ score: 'refused' }))).toMatchObject({ scoreValue: '未开通', scorePage: 'scoreOpen' })
  })

  it('has a merchant desk only for somebody who holds a post', () => {
    const post = (stores: string[]) => ({ merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk' as const, stores: stores.map(store) })
    expect(meView(me({})).desk).toBeUndefined()
    expect(meView(me({ posts: [post(['听澜路店'])] })).desk).toBe('禾岚小馆（听澜路店）')
    expect(meView(me({ posts: [post(['禾岚小馆（听澜路店）'])] })).desk).toBe('禾岚小馆（听澜路店）')
    expect(meView(me({ posts: [post([])] })).desk).toBe('禾岚小馆')
    expect(meView(me({ posts: [post(['甲', '乙', '丙'])] })).desk).toBe('禾岚小馆，3 家门店')
    expect(meView(me({ posts: [post(['甲']), post(['乙'])] })).desk).toBe('禾岚小馆等 2 家商户')
  })
})
