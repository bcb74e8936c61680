import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createOrganization } from '../../testing/market'
import { createResident } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { searchKey } from './search-key'

let app: TestApp
const firms = new Map<string, string>()
const NAMES = ['云汀禾屿商贸有限公司', '云汀屿禾科技有限公司', '禾岚小馆（云汀）店', '云汀100%纯鲜_食品有限公司', 'Xinhui Trading Co., Ltd.']
beforeAll(async () => {
  app = await startTestApp()
  for (const name of NAMES) firms.set(name, (await createOrganization(app, { name })).uscc)
})
afterAll(() => app.close())

const search = (text: string, more = '') => app.call(`GET /organizations?search=${encodeURIComponent(text)}${more}`)
const found = async (text: string) => ((await search(text)).body['items'] as { name: string }[]).map((i) => i.name)

describe('the search of organisations', () => {
  it('finds by two characters that stand together, wherever they stand', async () => {
    expect(await found('禾屿')).toEqual(['云汀禾屿商贸有限公司'])
    expect(await found('屿禾')).toEqual(['云汀屿禾科技有限公司'])
    expect(await found('有限公司')).toHaveLength(3)
    expect(await found('禾屿科技')).toEqual([])
    expect(await found('不存在的名字')).toEqual([])
  })

  it('does not mind width, case, brackets and spaces, and takes wildcards literally', async () => {
    expect(await found('小馆(云汀)店')).toEqual(['禾岚小馆（云汀）店'])
    expect(await found('ｘｉｎｈｕｉ trading')).toEqual(['Xinhui Trading Co., Ltd.'])
    expect(await found('云汀 禾屿')).toEqual(['云汀禾屿商贸有限公司'])
    expect(await found('0%纯')).toEqual(['云汀100%纯鲜_食品有限公司'])
    expect(await found('鲜_')).toEqual(['云汀100%纯鲜_食品有限公司'])
    expect(await found('%%')).toEqual([])
    expect(await found("';--")).toEqual([])
  })

  it('finds by the whole code', async () => {
    const uscc = firms.get('禾岚小馆（云汀）店') ?? ''
    expect(await found(uscc)).toEqual(['禾岚小馆（云汀）店'])
    expect(await found(` ${uscc.toLowerCase()} `)).toEqual(['禾岚小馆（云汀）店'])
    expect(searchKey(uscc.toLowerCase())).toEqual({ kind: 'uscc', uscc })
  })

  it('asks for two characters at least', async () => {
    for (const text of ['禾', ' 禾 ', '']) expect((await search(text)).status).toBe(422)
  })

  it('pages by key without losing or repeating a firm', async () => {
    for (let n = 0; n < 7; n += 1) await createOrganization(app, { name: `芷苇连锁第${n}分店` })
    const seen: string[] = []
    let more = '&limit=3'
    for (;;) {
      const { body } = await search('芷苇', more)
      seen.push(...(body['items'] as { name: string }[]).map((i) => i.name))
      if (body['nextCursor'] === null) break
      more = `&limit=3&cursor=${body['nextCursor'] as string}`
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  it('never finds a natural person, by name or number', async () => {
    const person = await createResident(app)
    expect(await found(person.name)).toEqual([])
    expect(await found(person.idNumber)).toEqual([])
    expect(await rowsIn(app, "SELECT id FROM subject WHERE kind = 'person' AND name IS NOT NULL")).toEqual([])
    expect((await app.call(`GET /organizations/${person.idNumber}`)).status).toBe(404)
  })

  it('is limited per address', async () => {
    const one = await startTestApp()
    const statuses: number[] = []
    for (let n = 0; n < 95; n += 1) statuses.push((await one.call('GET /organizations?search=%E4%BA%91%E6%B1%80')).status)
    expect(statuses.slice(0, 90).every((s) => s === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
    await one.close()
  })
})

describe('a firm’s public page', () => {
  it('says what the registry says, without the representative; a 个体工商户’s address stays hidden', async () => {
    const registered = async (prefix: string) => {
      const { subjectId, uscc } = await createOrganization(app, { name: `云汀登记测试${prefix}` })
      const code = prefix + uscc.slice(2)
      await app.deps.db.execute(`UPDATE subject SET uscc = '${code}' WHERE id = '${subjectId}'`)
      const sealed = app.deps.keys.sealer.seal('沈听澜', 'organization.representative')
      await app.deps.db.execute(`INSERT INTO organization (subject_id, registered_on, type, representative_sealed, capital_fen, address, district, industry, status, content_hash, updated_at)
        VALUES ('${subjectId}', '2019-05-06', '有限责任公司', '${sealed}', 500000000, '云汀市临河区听澜路8号', '临河区', '批发零售', 'live', 'x', now())`)
      return app.call(`GET /organizations/${code}`)
    }
    const firm = await registered('91')
    expect(firm.body).toMatchObject({ type: '有限责任公司', registeredOn: '2019-05-06', capital: '500万元', district: '临河区', address: '云汀市临河区听澜路8号', status: 'live', lists: [], kinds: [], records: { items: [], nextCursor: null } })
    expect(firm.text).not.toContain('沈听澜')
    expect((await registered('92')).body['address']).toBeNull()
  })
})
