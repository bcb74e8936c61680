import { afterEach, expect, it } from 'vitest'
import { phone } from '../../../test/taro'
import { clearCaches } from '../../lib/storage'
import { favourites, isFavourite, toggleFavourite } from './favourites'

afterEach(() => {
  phone.storageBroken = false
  clearCaches()
})

it('a perk is kept on the phone, the last one first, and dropped by the second tap', () => {
  expect(toggleFavourite('prk_1', 0)).toBe(true)
  expect(toggleFavourite('prk_2', 0)).toBe(true)
  expect(favourites()).toEqual(['prk_2', 'prk_1'])
  expect(toggleFavourite('prk_1', 0)).toBe(false)
  expect([isFavourite('prk_1'), isFavourite('prk_2')]).toEqual([false, true])
})

it('no more are kept than can be asked for at once, and what the phone refuses to keep is not said to be kept', () => {
  for (let i = 0; i < 70; i += 1) toggleFavourite(`prk_${i}`, 0)
  expect(favourites()).toHaveLength(60)
  expect(favourites()[0]).toBe('prk_69')
  phone.storageBroken = true
  expect(toggleFavourite('prk_x', 0)).toBe(false)
})

it('they go with the login', () => {
  toggleFavourite('prk_1', 0)
  clearCaches()
  expect(favourites()).toEqual([])
})
