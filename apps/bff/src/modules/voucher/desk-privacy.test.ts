import { deskEndpoints, tillEndpoints, merchantApplicationEndpoints, merchantEndpoints, offlineEndpoints, settlementEndpoints, StaffMember, waiverEndpoints } from '@xinhui/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

/** Every property name of a JSON schema, wherever it stands. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => [...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []), ...namesIn(value)])
}

/** What a merchant never learns (scores-and-perks.md, rule 5). */
const FORBIDDEN = /score|centi|grade|tier|subject|account|idnumber|idcard|phone|openid|birth|record|masked|realname|fullname|holder|resident|person/i
/** The only names said at a desk are those of things. */
const NAMES_OF_THINGS = ['merchantName', 'storeName', 'usedStoreName', 'name']

describe('what the desk’s contract can say', () => {
  for (const [key, shape] of Object.entries({ ...deskEndpoints, ...offlineEndpoints })) {
    it(`${key} has no field for a score, a threshold, a person or a record`, () => {
      const names = namesIn(z.toJSONSchema(shape.response))
      expect(names.length).toBeGreaterThan(0)
      expect(names.filter((n) => FORBIDDEN.test(n))).toEqual([])
      expect(names.filter((n) => /name$/i.test(n) && !NAMES_OF_THINGS.includes(n))).toEqual([])
    })
  }

  for (const [key, shape] of Object.entries(merchantEndpoints)) {
    if (!('response' in shape)) continue
    it(`${key} has none either, except the masked names of the merchant’s own people`, () => {
      const names = namesIn(z.toJSONSchema(shape.response))
      expect(names.length).toBeGreaterThan(0)
      const own = key.endsWith('/staff') ? Object.keys(StaffMember.shape) : []
      expect(names.filter((n) => FORBIDDEN.test(n) && !own.includes(n))).toEqual([])
      expect(names.filter((n) => /name$/i.test(n) && !NAMES_OF_THINGS.includes(n) && !own.includes(n))).toEqual([])
    })
  }

  for (const [key, shape] of Object.entries(tillEndpoints)) {
    if (!('response' in shape)) continue
    it(`${key} has none either: a till names itself, its store and its merchant`, () => {
      const names = namesIn(z.toJSONSchema(shape.response))
      expect(names.length).toBeGreaterThan(0)
      expect(names.filter((n) => FORBIDDEN.test(n))).toEqual([])
      expect(names.filter((n) => /name$/i.test(n) && !NAMES_OF_THINGS.includes(n))).toEqual([])
    })
  }

  // What the applicant wrote of itself, and the officer's console, which is no merchant's.
  const OWN_FORM = ['firmName', 'contactName', 'contactPhone']
  for (const [key, shape] of Object.entries(merchantApplicationEndpoints)) {
    if (!('response' in shape) || key.includes('/console/')) continue
    it(`${key} has none either, except what the firm wrote of itself`, () => {
      const names = namesIn(z.toJSONSchema(shape.response))
      expect(names.length).toBeGreaterThan(0)
      expect(names.filter((n) => FORBIDDEN.test(n) && !OWN_FORM.includes(n))).toEqual([])
      expect(names.filter((n) => /name$/i.test(n) && !NAMES_OF_THINGS.includes(n) && !OWN_FORM.includes(n))).toEqual([])
    })
  }

  for (const [key, shape] of Object.entries({ ...settlementEndpoints, ...waiverEndpoints })) {
    if (!('response' in shape) || !(key.includes(' /desk/') || key.includes('/settlements'))) continue
    it(`${key} has none either: money, things and days`, () => {
      const names = namesIn(z.toJSONSchema(shape.response))
      expect(names.length).toBeGreaterThan(0)
      expect(names.filter((n) => FORBIDDEN.test(n))).toEqual([])
      expect(names.filter((n) => /name$/i.test(n) && !NAMES_OF_THINGS.includes(n))).toEqual([])
    })
  }

  it('`name` at a desk is a store’s, and nothing else’s', () => {
    const store = deskEndpoints['GET /desk'].response.shape.posts.element.shape.stores.element
    expect(Object.keys(store.shape)).toEqual(['storeId', 'name'])
  })

  it('the walk sees into lists and options', () => {
    const schema = z.object({ a: z.array(z.object({ scoreCenti: z.number().nullable() })), b: z.union([z.object({ idNumber: z.string() }), z.null()]) })
    expect(namesIn(z.toJSONSchema(schema)).filter((n) => FORBIDDEN.test(n))).toEqual(['scoreCenti', 'idNumber'])
  })
})
