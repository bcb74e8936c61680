import { describe, expect, it } from 'vitest'
import { modelParts } from './model.view'

const indicator = (code: string, dimension: string) => ({ code, title: code, dimension, rule: '', reason: '', source: '' })

describe('the published model', () => {
  it('stands each indicator below its dimension, in the model’s order', () => {
    const parts = modelParts({ dimensions: [{ code: 'law', title: '遵纪守法', capCenti: 5000 }, { code: 'life', title: '生活用信', capCenti: 8000 }], indicators: [indicator('utilities', 'life'), indicator('penalty', 'law'), indicator('permit', 'life')] })
    expect(parts.map(({ code, indicators }) => [code, indicators.map(({ code }) => code)])).toEqual([['law', ['penalty']], ['life', ['utilities', 'permit']]])
  })

  it('leaves no indicator out', () => {
    expect(modelParts({ dimensions: [], indicators: [indicator('x', 'gone')] })).toMatchObject([{ title: '其他', indicators: [{ code: 'x' }] }])
  })
})
