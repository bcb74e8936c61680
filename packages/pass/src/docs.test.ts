import { createHash, createHmac } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { PASS_MESSAGES, bytesToHex, decodePass, encodeCode128C, encodePass, formatTillCode, kidOf, macDigits, makeTillCode, thumbprintInput, tillMacInput, tillWindow, verifyPass } from './index'
import { OFFSET, SIGNING_CONTEXT, TOKEN_BYTES } from './pass/layout'
import { RFC6979_JWK, testKey } from './testing/es256'

const page = readFileSync(new URL('../../../docs/pass.md', import.meta.url), 'utf8')
const example = new Map(
  Array.from(page.matchAll(/^```example\n([\s\S]*?)^```$/gm), (block) => Array.from((block[1] ?? '').matchAll(/^(\w+) += (.*)$/gm)))
    .flat()
    .map(([, name = '', value = '']) => [name, value]),
)
const tableRows = Array.from(page.matchAll(/^\| (.*) \|$/gm), ([, row = '']) => row.split(' | ').map((cell) => cell.trim()))

function given(name: string): string {
  const value = example.get(name)
  if (value === undefined) throw new Error(`docs/pass.md has no example ${name}`)
  return value
}
const hex = (name: string) => new Uint8Array(Buffer.from(given(name), 'hex'))

describe('docs/pass.md', () => {
  test('its example verifies in its minute and not after it', async () => {
    const key = await testKey(RFC6979_JWK)
    expect(bytesToHex(Buffer.from(RFC6979_JWK.x, 'base64url'))).toBe(given('x'))
    expect(bytesToHex(Buffer.from(RFC6979_JWK.y, 'base64url'))).toBe(given('y'))
    const notBefore = Number(given('notBefore'))
    const keys = (kid: string) => (kid === key.kid ? [key.verify] : [])
    const merchantId = given('merchantId')
    for (const [nowSeconds, ok] of [[notBefore - 31, false], [notBefore - 30, true], [notBefore + 89, true], [notBefore + 90, false]] as const) {
      expect((await verifyPass(given('text'), { keys, nowSeconds, merchantId })).ok).toBe(ok)
    }
  })

  test('its example is what the codec reads and writes, byte by byte', () => {
    const pass = decodePass(given('text'))
    if (!pass.ok) throw new Error(pass.code)
    const { claims, signed, signature } = pass
    expect(bytesToHex(signed)).toBe(given('signed'))
    expect(bytesToHex(encodePass(claims))).toBe(given('signed'))
    expect(bytesToHex(signature)).toBe(given('signature'))
    expect(claims).toMatchObject({ voucherId: given('voucherId'), merchantId: given('merchantId'), notBefore: Number(given('notBefore')), lifeSeconds: 60 })
    const thumbprint = createHash('sha256').update(thumbprintInput(RFC6979_JWK)).digest()
    expect(bytesToHex(thumbprint)).toBe(given('thumbprint'))
    expect(claims.kid).toBe(kidOf(thumbprint))
    expect(page).toContain(`\`${bytesToHex(SIGNING_CONTEXT)}\``)
  })

  test('its byte table has the offsets of the code, no gaps, and the bytes of the example', () => {
    const rows = tableRows.filter((cells) => cells.length === 5 && cells[2] !== undefined && cells[2] in OFFSET)
    expect(rows.map(([offset, , field]) => [field, Number(offset)])).toEqual(Object.entries(OFFSET))
    let next = 0
    for (const [offset, length, , , bytes = ''] of rows) {
      expect(Number(offset)).toBe(next)
      expect(bytes).toHaveLength(Number(length) * 2 + 2)
      next += Number(length)
    }
    expect(next).toBe(TOKEN_BYTES)
    const body = bytesToHex(SIGNING_CONTEXT) + rows.map(([, , , , bytes = '']) => bytes.slice(1, -1)).join('')
    expect(body).toBe(given('signed') + given('signature'))
  })

  test('its verification table has each code once, with the words staff read', () => {
    const told = tableRows.flatMap(([, , code = '', words = '']) => (/^`[A-Z_]+`$/.test(code) ? [[code.slice(1, -1), words]] : []))
    expect(told).toEqual(Object.entries(PASS_MESSAGES))
  })

  test('its QR sizes are those of the example', () => {
    for (const ecc of ['M', 'Q'] as const) {
      const { size } = encode(given('text'), { ecc, boostEcc: false, border: 0 })
      expect(tableRows).toContainEqual([ecc, String(size)])
    }
  })

  test('its till code is computed as it says', async () => {
    const hmac = (bytes: Uint8Array) => createHmac('sha256', hex('tillKey')).update(bytes).digest()
    const now = Number(given('notBefore'))
    expect(String(tillWindow(now))).toBe(given('window'))
    expect(bytesToHex(tillMacInput('0427719305', tillWindow(now)))).toBe(given('input'))
    expect(bytesToHex(hmac(hex('input')))).toBe(given('hmac'))
    expect(page).toContain(`\`${macDigits(hex('hmac'))}\``)
    expect(await makeTillCode('0427719305', now, hmac)).toBe(given('tillCode'))
    expect(page).toContain(`\`${formatTillCode(given('tillCode'))}\``)
    expect(encodeCode128C(given('tillCode')).widths.join('')).toBe(given('bars'))
  })
})

test("the package needs nothing that WeChat's JSCore lacks", () => {
  const folder = new URL('.', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
  expect(sources.length).toBeGreaterThan(10)
  for (const file of sources) {
    const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    for (const [, from = ''] of code.matchAll(/from '([^']+)'/g)) expect(from, file).toMatch(/^\.\.?\//)
    const hosts = /\b(URL|TextEncoder|TextDecoder|Buffer|BigInt|BigUint64Array|process|crypto|atob|btoa|globalThis|window\.|require|Intl)\b|\d+n\b/
    expect(code, file).not.toMatch(hosts)
  }
})
