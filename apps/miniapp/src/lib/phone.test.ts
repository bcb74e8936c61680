import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { phone } from '../../test/taro'
import { a11y } from './a11y'
import { scaleOf } from './large-type'
import { scanCode, typedCode } from './scan'
import { readStored, writeStored } from './storage'

afterEach(() => {
  phone.storageBroken = false
})

describe('what the phone gives', () => {
  it('closing the scanner is no error, a broken camera is', async () => {
    await expect(scanCode()).resolves.toBeNull()
    phone.scan = () => Promise.resolve({ result: 'XH1:ABC' })
    await expect(scanCode()).resolves.toBe('XH1:ABC')
    phone.scan = () => Promise.reject(new Error('no camera'))
    await expect(scanCode()).rejects.toThrow('no camera')
  })

  it('a typed till code loses its gaps; the text of a pass keeps its spaces, which are data', () => {
    expect(typedCode(' 1234 5678-9012 ')).toBe('123456789012')
    expect(typedCode('XH1:6BF+7 0-A \r\n')).toBe('XH1:6BF+7 0-A ')
  })

  it('a storage that refuses breaks nothing', () => {
    phone.storageBroken = true
    expect(writeStored('large-type', true)).toBe(false)
    expect(readStored('large-type')).toBeUndefined()
  })

  it('适老 mode scales to 1.35, follows the system and stops at 1.8', () => {
    expect([scaleOf(false, 1), scaleOf(true, 1), scaleOf(false, 1.25), scaleOf(true, 1.45), scaleOf(false, 0.8)]).toEqual([1, 1.35, 1.25, 1.8, 1])
  })

  it('screen-reader attributes are text, so that a false survives', () => {
    expect(a11y({ role: 'radio', label: '公交', checked: false, level: 2 })).toEqual({ role: 'radio', 'aria-label': '公交', 'aria-checked': 'false', 'aria-level': '2' })
  })

  it('tab icons are PNGs of 81 px under 40 KB, two states in two themes', () => {
    const folder = path.resolve(import.meta.dirname, '../assets/tabs')
    const files = readdirSync(folder)
    expect(files).toHaveLength(16)
    for (const file of files) {
      const bytes = readFileSync(path.join(folder, file))
      expect([bytes.readUInt32BE(0), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([0x89_50_4e_47, 81, 81])
      expect(bytes.length).toBeLessThan(40 * 1024)
    }
  })
})
