import { expect, it } from 'vitest'
import { changedFields } from './answer'

const editable = [
  { name: 'level', title: '级别', type: 'text' as const, value: '市级' },
  { name: 'fineFen', title: '罚款', type: 'fen' as const, value: 5000 },
]

it('only what was changed is sent, numbers as numbers', () => {
  expect(changedFields(editable, {})).toEqual({})
  expect(changedFields(editable, { level: '市级', fineFen: '5000' })).toEqual({})
  expect(changedFields(editable, { level: '省级', fineFen: '6000' })).toEqual({ level: '省级', fineFen: 6000 })
  // What is no number goes as it was typed, so that the server says what is wrong with it.
  expect(changedFields(editable, { fineFen: '六千' })).toEqual({ fineFen: '六千' })
})
