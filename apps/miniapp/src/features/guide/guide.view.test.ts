import { expect, it } from 'vitest'
import { formsOf, stepFacts } from './guide.view'

const step = {
  title: '签承诺书',
  who: '本人',
  where: '本平台',
  howLong: '约 10 分钟',
  cost: '不收费',
  materials: [{ text: '缴款凭证', template: null }, { text: '信用修复承诺书', template: 'commitment-letter' }, { text: '委托他人的，授权委托书', template: 'authorization' }],
  basis: '某办法',
  paragraphs: [],
}

it('says who, where, how long, at what cost and with what, in this order; no line where nothing is to be brought', () => {
  expect(stepFacts(step).map((f) => f.name)).toEqual(['谁来办', '在哪办', '多久', '费用', '材料', '依据'])
  expect(stepFacts({ ...step, materials: [] }).map((f) => f.name)).not.toContain('材料')
})

it('offers the forms only, by their own names', () => {
  expect(formsOf(step)).toEqual([{ template: 'commitment-letter', text: '信用修复承诺书' }, { template: 'authorization', text: '授权委托书' }])
})
