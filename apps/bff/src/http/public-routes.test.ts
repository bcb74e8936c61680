import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../context'
import { generatePersons } from '../modules/demo/generate-persons'
import { loadDemo } from '../modules/demo/load-demo'
import { publishDue } from '../modules/publication/publish-due'
import { startTestApp, type TestApp } from '../testing/app'
import { rowsIn } from '../testing/rows'

/** What anybody may read without logging in, with the whole demo city behind it: nobody's name, number or phone. */
let app: TestApp
const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-public-'))
beforeAll(async () => {
  app = await startTestApp({ config: { dataDir } })
  await loadDemo({ deps: app.deps, progress: () => {} })
  const ctx = makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
  while ((await publishDue({ ctx, input: { limit: 1000 } })) > 0);
}, 300_000)
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true })
})

const NATIONAL = join(import.meta.dirname, '../../../../cities/national/guides')
const codesOf = (folder: string) => readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [name.slice(0, -3)] : []))
const GUIDES = codesOf(NATIONAL)
const FORMS = codesOf(join(NATIONAL, 'templates'))

/** Addresses to walk per route; each is paged to its end. `null`: names what it shows on purpose, in demo mode only. */
const WALKS: Record<string, (() => Promise<string[]>) | null> = {
  'GET /city': () => Promise.resolve(['/city']),
  'GET /working-years': () => Promise.resolve(['/working-years']),
  'GET /pass-keys': () => Promise.resolve(['/pass-keys']),
  'GET /demo/personas': null,
  'GET /demo/staff': null,
  'GET /catalog': () => Promise.resolve(['/catalog']),
  'GET /score-models/{subjectKind}': () => Promise.resolve(['/score-models/person', '/score-models/organization']),
  'GET /scenes': () => Promise.resolve(['/scenes']),
  'GET /perks': () => Promise.resolve(['/perks?limit=100']),
  'GET /perks/{perkId}': async () => (await rowsIn<{ id: string }>(app, 'SELECT id FROM perk')).map((p) => `/perks/${p.id}`),
  'GET /loan-products': () => Promise.resolve(['/loan-products']),
  'GET /loan-products/{productId}': async () => (await rowsIn<{ id: string }>(app, "SELECT id FROM loan_product WHERE status = 'published'")).map((p) => `/loan-products/${p.id}`),
  'GET /repayment-plan': () => Promise.resolve(['/repayment-plan?amountFen=10000000&rateBps=435&months=12&method=equal-instalment']),
  'GET /organizations': () => Promise.resolve(['有限公司', '云汀', '中心', '经营部'].map((word) => `/organizations?limit=100&search=${encodeURIComponent(word)}`)),
  'GET /organizations/{uscc}': async () => (await rowsIn<{ uscc: string }>(app, "SELECT uscc FROM subject WHERE kind = 'organization' ORDER BY uscc LIMIT 200")).map((s) => `/organizations/${s.uscc}`),
  'GET /publications': () => Promise.resolve(['/publications?limit=100']),
  'GET /publication-filters': () => Promise.resolve(['/publication-filters']),
  'GET /commitment-templates': () => Promise.resolve(['/commitment-templates']),
  'GET /publication-withdrawals': () => Promise.resolve(['/publication-withdrawals']),
  'GET /repair-guides': () => Promise.resolve(['/repair-guides']),
  'GET /repair-guides/{guideId}': () => Promise.resolve(GUIDES.map((id) => `/repair-guides/${id}`)),
  'GET /repair-guides/{guideId}/page': () => Promise.resolve(GUIDES.map((id) => `/repair-guides/${id}/page`)),
  'GET /repair-templates/{template}': () => Promise.resolve(FORMS.map((code) => `/repair-templates/${code}`)),
  'GET /loan-consent': () => Promise.resolve(['/loan-consent']),
  'GET /lists/{colour}': () => Promise.resolve(['/lists/red?limit=100', '/lists/black?limit=100']),
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}

async function walk(path: string): Promise<{ bodies: Record<string, unknown>[]; items: number }> {
  const bodies: Record<string, unknown>[] = []
  let items = 0
  for (let cursor: string | null = null; ; ) {
    const { status, body, text } = await app.call(`GET ${path}${cursor === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${cursor}`}`)
    expect(status, `${path}: ${text}`).toBe(200)
    // A page to read holds its text and no fields.
    bodies.push(text.startsWith('<!doctype html') ? { page: text } : body)
    if (Array.isArray(body['items'])) items += body['items'].length
    if (typeof body['nextCursor'] !== 'string') return { bodies, items }
    cursor = body['nextCursor']
  }
}

/** A key that could only hold something of a person. */
const PERSONAL_KEY = /sealed|blind|idNumber|phone|representative|birthDay|subjectId|accountId|openid/i

const keysOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(keysOf) : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]) : []

describe('what everybody may read', () => {
  it('is walked here, route by route, and each is limited per address', () => {
    const open = app.api.routes.filter((r) => r.roles.includes('anonymous'))
    // An office's system signs each of its calls: nobody reads those without a key.
    const signed = /^GET \/intake\//
    expect(open.filter((r) => r.key.startsWith('GET ') && !signed.test(r.key)).map((r) => r.key).sort()).toEqual(Object.keys(WALKS).sort())
    for (const route of open) expect(route.limit, route.key).toMatchObject({ by: 'ip' })
  })

  it('names no person of the city, no ID number and no phone', async () => {
    const persons = generatePersons(1, '2026-11-21')
    const names = new Set(persons.map((p) => p.name))
    const secrets = persons.flatMap((p) => [p.idNumber, p.phone])
    const read: Record<string, number> = {}
    for (const [key, paths] of Object.entries(WALKS)) {
      for (const path of paths ? await paths() : []) {
        const { bodies, items } = await walk(path)
        read[key] = (read[key] ?? 0) + items
        for (const body of bodies) {
          const text = JSON.stringify(body)
          expect(secrets.filter((secret) => text.includes(secret)), path).toEqual([])
          expect(keysOf(body).filter((k) => PERSONAL_KEY.test(k)), path).toEqual([])
          const strings = stringsOf(body)
          expect(strings.filter((s) => names.has(s)), path).toEqual([])
          // A name in running text; two characters are too often a word.
          expect([...names].filter((name) => name.length > 2 && strings.some((s) => s.includes(name))), path).toEqual([])
        }
      }
    }
    expect([GUIDES.length, FORMS.length].every((n) => n > 3)).toBe(true)
    expect(read['GET /publications']).toBeGreaterThan(500)
    expect(read['GET /lists/{colour}']).toBeGreaterThan(10)
    expect(read['GET /organizations']).toBeGreaterThan(200)
  }, 120_000)

  it('has nobody on both lists', async () => {
    const subjects = async (colour: string) => new Set((await walk(`/lists/${colour}?limit=100`)).bodies.flatMap((b) => (b['items'] as { uscc: string }[]).map((i) => i.uscc)))
    const [red, black] = [await subjects('red'), await subjects('black')]
    expect(red.size).toBeGreaterThan(0)
    expect(black.size).toBeGreaterThan(0)
    expect([...red].filter((uscc) => black.has(uscc))).toEqual([])
  })
})
