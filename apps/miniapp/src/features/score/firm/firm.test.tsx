import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, saveSession } from '../../../lib/session'
import FirmScore from './index'

let api: TestApi
let vetoed: boolean
let none: boolean

const FIRM = 'sub_00000000000000000000000001'
const line = (more: object) => ({ kind: 'record', dimension: 'law', indicator: 'penalty', title: '行政处罚', rule: '每条 −30.00', pointsCenti: -3000, until: '2029-11-01', recordId: 'rec_00000000000000000000000001', sourceOffice: '云汀市测试局', reason: '依法经营', ...more })
const score = () => ({
  modelId: 'organization-2026', modelTitle: '企业公共信用综合评价', day: '2026-11-21', computedAt: '2026-11-21T04:00:00.000Z', totalCenti: 57_000, maxCenti: 100_000, grade: 'fair', gradeTitle: '中',
  bands: [{ code: 'fair', title: '中', fromCenti: 45_000, toCenti: 59_999 }], nextBand: null, dimensions: [{ code: 'law', title: '遵纪守法', pointsCenti: -3000, capCenti: 8000 }],
  lines: [line({ kind: 'base', dimension: null, indicator: null, title: '基础分', pointsCenti: 60_000, recordId: null, sourceOffice: null, until: null }), line({})],
  change: null, notUsedFor: ['代替金融机构的信贷审批'], weightsNote: '权重由本产品自定并全部公开', vetoed,
})
const point = (day: string, totalCenti: number) => ({ day, totalCenti, grade: 'fair', gradeTitle: '中' })

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  page.params = { firmId: FIRM }
  asked.length = 0
  api.seen.length = 0
  ;[vetoed, none] = [false, false]
  api.answer = ({ call }) => {
    if (call === 'GET /me/firms') return { body: { items: [], invitations: [] } }
    if (call === `GET /firms/${FIRM}/score`) return { body: { firmId: FIRM, name: '云汀映禾食品有限公司', score: none ? null : score() } }
    if (call.startsWith(`GET /firms/${FIRM}/score/history`)) return { body: { items: [], nextCursor: null } }
    if (call === `GET /firms/${FIRM}/score/projection`) return { body: { modelId: 'organization-2026', today: point('2026-11-21', 57_000), points: [point('2026-11-30', 57_000)], endings: [{ recordId: 'rec_00000000000000000000000001', title: '行政处罚', pointsCenti: -3000, until: '2029-11-01' }], addable: [] } }
    if (call === `POST /firms/${FIRM}/score/what-if`) return { body: { day: '2027-01-15', before: point('2027-01-15', 57_000), after: { ...point('2027-01-15', 60_000), gradeTitle: '良' }, differenceCenti: 3000, gradeChanges: true, sentence: '+30.00，等级变为良', moves: [] } }
    return { status: 404, body: {} }
  }
})
afterEach(cleanup)

describe('a firm’s evaluation', () => {
  it('reads like a bill whose rows add up to the number on top', async () => {
    const { container } = render(<FirmScore />)
    await screen.findByText('合计')
    expect(container.querySelector('.statement__number')?.textContent).toBe('570')
    expect(screen.getByText('合计').closest('.bill-line')?.textContent).toContain('570')
    expect(screen.getAllByText('云汀映禾食品有限公司').length).toBeGreaterThan(0)
  })

  it('answers “if this is repaired on a day” for the firm, and opens the record in the firm’s file', async () => {
    render(<FirmScore />)
    fireEvent.click(await screen.findByRole('radio', { name: '行政处罚修复完成' }))
    fireEvent.input(await screen.findByLabelText('哪天完成'), { target: { value: '2027-01-15' } })
    fireEvent.click(screen.getByRole('button', { name: '算一算' }))
    await screen.findByText(/等级变为良/)
    expect(api.seen.find(({ call }) => call.startsWith('POST'))?.body).toMatchObject({ end: [{ recordId: 'rec_00000000000000000000000001' }] })
    fireEvent.click(screen.getAllByText(/来源：云汀市测试局/)[0] ?? document.body)
    expect(asked.at(-1)).toMatchObject({ name: 'navigateTo', options: { url: expect.stringContaining(`firmId=${FIRM}&record=rec_`) as string } })
  })

  it('says when the serious list decides the grade, and when there is nothing yet', async () => {
    vetoed = true
    render(<FirmScore />)
    await screen.findByText('在严重失信主体名单内')
    cleanup()
    none = true
    render(<FirmScore />)
    await screen.findByText('还没有评价')
  })
})
