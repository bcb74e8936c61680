import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyPass } from './index'
import type { PassVerifier } from './index'
import { publicKey } from './testing/es256'
import { independentCheck } from './testing/independent'
import { makeVectors, type Vector, type VectorFile } from './testing/vectors'

const FOLDER = new URL('../vectors/', import.meta.url)
const published = readdirSync(FOLDER).map((name) => ({ name: name.replace('.json', ''), text: readFileSync(new URL(name, FOLDER), 'utf8') }))
const files = published.map(({ name, text }) => ({ name, file: JSON.parse(text) as VectorFile }))
const all = files.flatMap(({ file }) => file.vectors)

const verifiers = new Map<string, { kid: string; verify: PassVerifier }>()
beforeAll(async () => {
  for (const { name, jwk } of files[0]?.file.keys ?? []) {
    const { kid, verify } = await publicKey({ ...jwk })
    verifiers.set(name, { kid, verify })
  }
})

const verdictOf = (vector: Vector) =>
  verifyPass(vector.text, {
    keys: (kid) => vector.keys.flatMap((name) => verifiers.get(name) ?? []).filter((key) => key.kid === kid).map((key) => key.verify),
    nowSeconds: vector.nowSeconds,
    clockSkewSeconds: vector.clockSkewSeconds,
    ...(vector.merchantId === null ? {} : { merchantId: vector.merchantId }),
    isRevoked: ({ voucherId, jti, kid }) => vector.revoked.some((r) => r === voucherId || r === jti || r === kid),
  })

describe('the published vectors', () => {
  test('are at least 400, each with a name of its own, and every verdict occurs', () => {
    expect(all.length).toBeGreaterThanOrEqual(400)
    expect(new Set(all.map((v) => v.id)).size).toBe(all.length)
    expect(new Set(all.map((v) => v.expect))).toEqual(new Set(['OK', 'MALFORMED', 'VERSION', 'UNKNOWN_KEY', 'SIGNATURE', 'NOT_YET', 'EXPIRED', 'WRONG_MERCHANT', 'REVOKED']))
  })

  test('are what `npm run vectors` writes, byte for byte', () => {
    const made = makeVectors()
    expect(Object.keys(made).sort()).toEqual(published.map(({ name }) => name).sort())
    for (const { name, text } of published) expect(`${JSON.stringify(made[name], null, 1)}\n` === text, name).toBe(true)
  })

  test.each(files)('$name: the product says what each vector expects', async ({ file }) => {
    const said: unknown[] = []
    for (const vector of file.vectors) {
      const verdict = await verdictOf(vector)
      said.push([vector.id, verdict.ok ? 'OK' : verdict.code, verdict.ok ? verdict.claims : undefined])
    }
    expect(said).toEqual(file.vectors.map((v) => [v.id, v.expect, v.claims]))
  })

  test.each(files)('$name: so does a check written anew from the document', ({ file }) => {
    const said = file.vectors.map((vector) => {
      const { verdict, claims } = independentCheck(file, vector)
      return [vector.id, verdict, claims]
    })
    expect(said).toEqual(file.vectors.map((v) => [v.id, v.expect, v.claims]))
  })

  test('two of their keys truly share a kid', () => {
    const [a, b] = [verifiers.get('twinA'), verifiers.get('twinB')]
    expect(a?.kid).toBe(b?.kid)
    expect(files[0]?.file.keys.find((k) => k.name === 'twinA')?.jwk.x).not.toBe(files[0]?.file.keys.find((k) => k.name === 'twinB')?.jwk.x)
  })
})
