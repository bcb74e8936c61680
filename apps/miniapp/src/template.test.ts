import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { REMOVED } from '../config/plugin-template/attrs.js'

/** `bindTouchStart` → `onTouchStart`, `hover-stay-time` → `hoverStayTime`. */
const propOf = (attribute: string) => attribute.replace(/^bind/, 'on').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

it('no source uses a prop that the WeChat templates were freed of', () => {
  const props = [...new Set(Object.values(REMOVED).flat().map(propOf)), 'onLongPress']
  const used = new RegExp(String.raw`\b(?:${props.join('|')})=`)
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter((file) => used.test(readFileSync(path.join(import.meta.dirname, file), 'utf8')))).toEqual([])
})
