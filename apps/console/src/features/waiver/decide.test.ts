import { expect, it } from 'vitest'
import { fenOf } from './decide'

it('yuan as people type them are read to the fen, anything else is none', () => {
  expect(['0', '12', '12.5', '12.05', ' 3.1 '].map(fenOf)).toEqual([0, 1200, 1250, 1205, 310])
  expect(['', '-1', '1.234', '十', '1e3'].map(fenOf)).toEqual([undefined, undefined, undefined, undefined, undefined])
})
