import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { repairPolicy } from '../repair/repair-policy'
import { guidesOn } from './load-guides'
import { readForm, readGuide } from './read-guide'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const items = async (keyword?: string) => (await app.call(`GET /repair-guides${keyword === undefined ? '' : `?keyword=${encodeURIComponent(keyword)}`}`)).body['items'] as { guideId: string; verified: boolean; found: string | null }[]

describe('guides for everybody', () => {
  it('are there for each kind of record, for firms under reorganisation and for persons, and say that no official text was read', async () => {
    const all = await items()
    expect(all.map((g) => g.guideId).sort()).toEqual(['abnormal-list', 'inspection', 'judgment', 'penalty', 'person', 'reorganisation', 'serious-list', 'tax'])
    expect(all.every((g) => !g.verified)).toBe(true)
  })

  it('cost nothing at any step and warn against those who take money', async () => {
    for (const { id, steps } of guidesOn(app.deps.city, '2026-11-26')) {
      expect(steps.every((s) => s.cost.startsWith('不收费')), id).toBe(true)
      const { status, body } = await app.call(`GET /repair-guides/${id}`)
      expect([status, body['warning']], id).toEqual([200, expect.stringContaining('修复不收费，谨防中介')])
    }
  })

  it('are found by the words inside too, with the passage, and by none when one word is missing', async () => {
    expect((await items('行政处罚'))[0]).toMatchObject({ guideId: 'penalty', found: null })
    expect(await items('执行和解')).toMatchObject([{ guideId: 'judgment', found: expect.stringContaining('执行和解') }])
    expect((await items('重整 裁定书')).map((g) => g.guideId)).toEqual(['reorganisation'])
    expect(await items('重整 量子')).toEqual([])
  })

  it('open as a page to print, with the forms a step names', async () => {
    const page = await app.call('GET /repair-guides/penalty/page')
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'public, max-age=300'])
    expect(page.text).toContain('<a href="../../repair-templates/commitment-letter">信用修复承诺书</a>')
    expect(page.text).toContain('以官方文本为准')
    for (const [, code] of page.text.matchAll(/repair-templates\/([a-z-]+)/g)) expect((await app.call(`GET /repair-templates/${code}`)).status, code).toBe(200)
    expect((await app.call('GET /repair-guides/nothing/page')).status).toBe(404)
  })

  it('stand beside the answer of the calculator', async () => {
    const guides = async (body: Record<string, unknown>) => ((await app.call('POST /repair/check', { body: { subjectKind: 'organization', recordKind: 'penalty', decidedOn: '2026-05-10', ...body } })).body['guides'] as { guideId: string }[]).map((g) => g.guideId)
    expect(await guides({})).toEqual(['penalty'])
    expect(await guides({ rulingOn: '2026-06-01' })).toEqual(['penalty', 'reorganisation'])
    expect(await guides({ subjectKind: 'person' })).toEqual(['penalty', 'person'])
    expect(await guides({ recordKind: 'judgment' })).toEqual(['judgment'])
  })
})

describe('a form filled in from the file', () => {
  const penalty = (subjectId: string) => createRecord(app, { subjectId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', documentNumber: '云罚字〔2026〕77号' } })

  it('holds name, code, number, day, office and the city’s promise word for word, for who acts for the firm', async () => {
    const owner = await createResident(app)
    const { firmId } = await createFirm(app, { personId: owner.subjectId })
    const { recordId } = await penalty(firmId)
    const form = await app.call(`GET /firms/${firmId}/records/${recordId}/repair-templates/commitment-letter`, { as: owner.token })
    expect([form.status, form.headers.get('cache-control'), form.headers.get('content-disposition')]).toEqual([200, 'private, no-store', expect.stringContaining('attachment')])
    for (const words of ['统一社会信用代码', '云罚字〔2026〕77号', '2026年5月12日', ...repairPolicy(app.deps.city).commitment.paragraphs]) expect(form.text).toContain(words)
    const stranger = await createResident(app)
    expect((await app.call(`GET /firms/${firmId}/records/${recordId}/repair-templates/commitment-letter`, { as: stranger.token })).status).toBe(404)
    expect((await app.call(`GET /me/records/${recordId}/repair-templates/commitment-letter`, { as: owner.token })).status).toBe(404)
    expect((await app.call(`GET /firms/${firmId}/records/${recordId}/repair-templates/nothing`, { as: owner.token })).status).toBe(404)
  })

  it('leaves a person’s name and number to the pen, and is nobody else’s', async () => {
    const person = await createResident(app)
    const { recordId } = await penalty(person.subjectId)
    const form = await app.call(`GET /me/records/${recordId}/repair-templates/correction-report`, { as: person.token })
    expect(form.status).toBe(200)
    expect(form.text).not.toContain(person.name)
    expect(form.text).not.toContain(person.idNumber)
    expect((await app.call(`GET /me/records/${recordId}/repair-templates/correction-report`, { as: (await createResident(app)).token })).status).toBe(404)
  })
})

describe('what a guide file may say', () => {
  const HEAD = '---\nid: one\ntitle: 甲\nkinds: []\nsubject: both\nversion: "1"\neffectiveFrom: "2026-01-01"\nreviewed: "2026-01-01"\nverified: false\nsummary: 乙\nkeywords: []\nsources: [丙]\n---\n'
  const STEP = '- 谁：本人\n- 哪里：窗口\n- 多久：当天\n- 费用：不收费\n- 依据：某办法\n'

  it('is an introduction and steps with all their facts', () => {
    expect(readGuide(`${HEAD}开头\n\n## 一\n${STEP}\n后面\n`)).toMatchObject({ intro: ['开头'], steps: [{ title: '一', who: '本人', materials: [], paragraphs: ['后面'] }], questions: [] })
  })

  it.each([
    [`${HEAD}开头\n\n## 一\n${STEP.replace('不收费', '100 元')}`, '修复不收费'],
    [`${HEAD}开头\n\n## 一\n${STEP.replace('- 谁：本人\n', '')}`, '没有“谁”'],
    [`${HEAD}开头\n\n## 一\n${STEP}- 电话：12345\n`, '没有“电话”这一项'],
    [`${HEAD}开头\n\n## 一\n${STEP}\n<script>\n`, '"<" is not for these pages'],
    [`${HEAD.replace('id: one', 'id: One')}开头\n`, 'id'],
    ['没有开头', 'front matter'],
  ])('refuses %#', (text, problem) => {
    expect(() => readGuide(text)).toThrow(problem)
  })

  it('a form names only what a file knows', () => {
    expect(() => readForm('---\ncode: one\ntitle: 甲\nversion: "1"\npromise: false\nsign: 乙\n---\n{{phone}}\n')).toThrow('{{phone}} is none of')
  })
})
