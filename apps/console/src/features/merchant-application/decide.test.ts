import { expect, it } from 'vitest'
import { decisionOf } from './decide'

it('a decision goes out only when it says what it must', () => {
  expect(decisionOf('approved', [], '')).toEqual({ outcome: 'approved' })
  expect(decisionOf('refused', [], ' 无 ')).toBeUndefined()
  expect(decisionOf('refused', [], ' 门店不在本市 ')).toEqual({ outcome: 'refused', reason: '门店不在本市' })
  expect(decisionOf('returned', [{ field: 'licence', message: ' ' }], '')).toBeUndefined()
  expect(decisionOf('returned', [{ field: 'licence', message: ' 看不清 ' }, { field: 'stores', message: '' }], '')).toEqual({ outcome: 'returned', defects: [{ field: 'licence', message: '看不清' }] })
})
