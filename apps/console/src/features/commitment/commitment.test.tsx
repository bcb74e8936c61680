import { fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { Commitment, CommitmentFound, Figures, Template } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const commitmentId = id('cmt', 1)
const checkId = id('cck', 1)
const row: Commitment = { commitmentId, template: 'food-safety', title: '食品安全诚信经营承诺', kind: '主动型', office: '市市场监督管理局', status: 'open', signedAt: '2026-11-21T04:00:00.000Z', dueOn: '2026-11-20', subjectKind: 'organization', subjectName: '云汀映禾食品有限公司', urgency: 'red' }
const { urgency: _, ...base } = row
const found = (more: Partial<CommitmentFound> = {}): CommitmentFound => ({
  ...base, subjectId: id('sub', 1), textVersion: 'food-safety-2026-11', textHash: 'a'.repeat(64), signerName: '安*', verified: false, paragraphs: ['进货查验'], fields: [], consequence: '公示三年', hearing: null, decision: null, recordId: id('rec', 1),
  checks: [{ checkId, title: '现场核查进货台账', dueOn: '2026-11-20', provisional: false, result: null, note: null, checkedAt: null }],
  loop: [{ step: 'promise', title: '承诺', state: 'done', note: '2026年11月21日签署' }, { step: 'keep', title: '践诺', state: 'now', note: '履行中' }],
  ...more,
})
const figures: Figures = { commitments: 8, firms: 10, rateBps: 8000, open: 3, overdue: 1, hearing: 1, kept: 4, broken: 0 }
const templates: Template[] = []
const common: Record<string, Handler> = {
  'GET /console/commitments': () => ({ json: { items: [row], nextCursor: null } }),
  'GET /console/commitment-figures': () => ({ json: figures }),
  'GET /commitment-templates': () => ({ json: { items: templates } }),
}

describe('信用承诺', () => {
  it('shows the indicator and what is overdue, and takes the result of a check', async () => {
    let now = found()
    open = await openConsole('/commitments', ['reviewer'], {
      ...common,
      [`GET /console/commitments/${commitmentId}`]: () => ({ json: now }),
      [`POST /console/commitments/${commitmentId}/checks/${checkId}`]: () => {
        now = found({ status: 'hearing', hearing: { reason: '台账缺失', until: '2026-11-30', provisional: false, statement: null, statedAt: null } })
        return { json: { ...base, status: 'hearing' } }
      },
    })
    await screen.findByText('8 / 10，80.00%')
    await screen.findByText('2026年11月20日（已超期）')
    fireEvent.click(screen.getByRole('link', { name: '食品安全诚信经营承诺' }))
    await screen.findByText('登记核查：现场核查进货台账')
    fireEvent.click(screen.getByLabelText('未通过（先听取说明）'))
    fireEvent.change(screen.getByLabelText('核查情况'), { target: { value: '台账缺失三天' } })
    fireEvent.click(screen.getByRole('button', { name: '提交核查结果' }))
    await screen.findByText('还没有说明，2026年11月30日前可以说明。')
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path.includes('/checks/'))?.body ?? '')).toEqual({ result: 'not-met', note: '台账缺失三天' })
    screen.getByRole('button', { name: '作出认定' })
  })

  it('before a person’s promise is called broken the officer reads that it punishes nobody', async () => {
    open = await openConsole(`/commitments/${commitmentId}`, ['reviewer'], { [`GET /console/commitments/${commitmentId}`]: () => ({ json: found({ status: 'hearing', subjectKind: 'person', subjectName: '安*', hearing: { reason: '没有归还', until: '2026-11-30', provisional: false, statement: '当时在外地', statedAt: '2026-11-24T04:00:00.000Z' } }) }) })
    await screen.findByText('当时在外地')
    screen.getByText(/不扣分、不公示、不惩戒/)
  })
})
