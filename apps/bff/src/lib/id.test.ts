import { expect, it } from 'vitest'
import { newId } from './id'

it('ids made for one instant sort in the order they were made, over more rows than two bytes count', () => {
  const now = new Date('2026-11-21T04:00:00Z')
  const ids = Array.from({ length: 70_000 }, () => newId('rec', now))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
