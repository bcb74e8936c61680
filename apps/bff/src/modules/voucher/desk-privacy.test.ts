import { deskEndpoints, type EndpointKey, endpoints, type EndpointShape, StaffMember } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RegisteredRoute } from '../../http/route'
import { startTestApp, type TestApp } from '../../testing/app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Every property name of a JSON schema, wherever it stands. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => [...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []), ...namesIn(value)])
}

/** What a merchant never learns (scores-and-perks.md, rule 5). */
const FORBIDDEN = /score|centi|grade|tier|subject|account|idnumber|idcard|phone|openid|birth|record|masked|realname|fullname|holder|resident|person/i
/** The only names a merchant reads are those of things. */
const NAMES_OF_THINGS = ['merchantName', 'storeName', 'usedStoreName', 'name']
const told = (shape: z.ZodType): string[] => [...new Set(namesIn(z.toJSONSchema(shape)).filter((n) => FORBIDDEN.test(n) || (/name$/i.test(n) && !NAMES_OF_THINGS.includes(n))))].sort()

/** A perk's own published conditions, of nobody: from how many points a tier begins, how many each person may claim. */
const TERMS = ['fromCenti', 'perPerson', 'perPersonLimit', 'tiers']
/** What the applicant wrote of itself. */
const OWN_FORM = ['contactName', 'contactPhone', 'firmName']
/** What a merchant's own people read beside that, by route. */
const EXCEPT: Partial<Record<EndpointKey, readonly string[]>> = {
  // Its own people, masked.
  'GET /desk/merchants/{merchantId}/staff': Object.keys(StaffMember.shape).filter((n) => FORBIDDEN.test(n)),
  'GET /console/merchants/{merchantId}': ['maskedName'],
  // The console user, of themselves.
  'GET /staff/me': ['displayName', 'username'],
  'POST /console/perks': TERMS,
  'GET /console/perks/{perkId}': TERMS,
  'PUT /console/perks/{perkId}': TERMS,
  'POST /console/perks/{perkId}/pause': TERMS,
  'POST /console/perks/{perkId}/resumption': TERMS,
  'POST /console/perks/{perkId}/end': TERMS,
  'POST /console/perks/{perkId}/refill': TERMS,
  'GET /firms/{firmId}/merchant-application': OWN_FORM,
  'PUT /firms/{firmId}/merchant-application': OWN_FORM,
  'POST /firms/{firmId}/merchant-application/licence': OWN_FORM,
  'POST /firms/{firmId}/merchant-application/submission': OWN_FORM,
}
/** Answers that are no JSON: pictures the merchant took or handed in, and its statement as a file, whose columns settlement.test reads. */
const FILES: readonly EndpointKey[] = ['GET /console/settlements/{statementId}/lines.csv', 'GET /desk/waivers/{waiverId}/photos/{photoId}', 'GET /firms/{firmId}/merchant-application/licence']

/** By its policy, not by its place: a post at a desk, a till, a merchant's console user, and whoever applies or takes a post up. */
const isMerchants = ({ key, owner, roles }: RegisteredRoute): boolean =>
  owner === 'merchant-post' || owner === 'till' || roles.includes('merchant-owner') || /\/merchant-(?:application|invitations)\b/.test(key)

const shapeOf = (key: EndpointKey): EndpointShape => endpoints[key]

describe('what a merchant can be told', () => {
  it('on every route its desk, tills, console and application may call, is no score, person or record of anybody but its own people', () => {
    const routes = app.api.routes.filter(isMerchants)
    expect(routes.length).toBeGreaterThan(60)
    const found = Object.fromEntries(routes.flatMap(({ key }) => {
      const { response } = shapeOf(key)
      const names = response ? told(response) : []
      return names.length === 0 ? [] : [[key, names]]
    }))
    expect(found).toEqual(EXCEPT)
  })

  it('is words only where a route answers with some; the others send nothing, or one of three files', () => {
    const silent = app.api.routes.filter(isMerchants).flatMap(({ key }) => (shapeOf(key).response || !key.startsWith('GET ') ? [] : [key]))
    expect(silent.sort()).toEqual(FILES)
  })

  it('never has a holder’s name under `name`, which at a desk is a store’s', () => {
    const store = deskEndpoints['GET /desk'].response.shape.posts.element.shape.stores.element
    expect(Object.keys(store.shape)).toEqual(['storeId', 'name'])
  })

  it('the walk sees into lists and options', () => {
    const schema = z.object({ a: z.array(z.object({ scoreCenti: z.number().nullable() })), b: z.union([z.object({ idNumber: z.string() }), z.null()]) })
    expect(told(schema)).toEqual(['idNumber', 'scoreCenti'])
  })
})
