import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import { needsLook, simulationSentence } from './columns'
import type { Detail, Group, Simulation } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const group = (more: Partial<Group> = {}): Group => ({ title: '30–44 岁', subjects: 800, up: 300, down: 20, meanDeltaCenti: 1250, topBeforeBps: 1500, topAfterBps: 2100, parityBps: 10_500, crossings: [{ grade: 'very-good', title: '优秀', crossedUp: 90, crossedDown: 4 }], ...more })
const simulation: Simulation = {
  day: '2026-11-21', againstModelId: 'person-2026', subjects: 1200, up: 400, down: 60, unchanged: 740, meanDeltaCenti: 830,
  crossings: [{ from: '良好', to: '优秀', subjects: 120 }],
  bands: [{ grade: 'good', title: '良好', before: 900, after: 780, crossedUp: 10, crossedDown: 5 }, { grade: 'very-good', title: '优秀', before: 300, after: 420, crossedUp: 120, crossedDown: 0 }],
  byAge: [group(), group({ title: '60 岁及以上', parityBps: 6200 })],
  byDistrict: [group({ title: '东溪区' })],
}
const release = (more: Partial<Detail> = {}): Detail => ({
  releaseId: id('smr', 1), modelId: 'person-2027', subjectKind: 'person', title: '个人信用分（2027年版）', status: 'simulated', author: 'staff:stf_other', createdAt: '2026-11-21T01:30:00.000Z', simulatedAt: '2026-11-21T01:31:00.000Z',
  approver: null, approvedAt: null, effectiveFrom: null, isMine: false, source: 'id: person-2027', simulation, ...more,
})
const base: Record<string, Handler> = { 'GET /console/score-models': () => ({ json: { models: [{ modelId: 'person-2026', subjectKind: 'person', title: '个人信用分（2026年版）', effectiveFrom: '2026-01-01', inForce: true }], releases: [release()] } }) }
const path = `/score-models/${id('smr', 1)}`

describe('评价模型', () => {
  it('a file with problems is not taken, and each problem stands with its place', async () => {
    open = await openConsole('/score-models', ['steward'], { ...base, 'POST /console/score-models': () => problem(422, 'VALIDATION', '填写的内容有误', { detail: '模型有 1 处问题', errors: [{ field: 'indicators[3].decay', message: 'months must be 1 … 600' }] }) })
    fireEvent.change(await screen.findByLabelText('选择模型文件'), { target: { files: [new File(['id: x'], 'x.yaml')] } })
    await screen.findByText('没有提交：模型有 1 处问题')
    expect(screen.getByText('indicators[3].decay')).toBeTruthy()
  })

  it('the second person sees who falls behind, sets the day and approves', async () => {
    let now = release()
    open = await openConsole(path, ['reviewer'], {
      ...base,
      [`GET /console${path}`]: () => ({ json: now }),
      [`POST /console${path}/approval`]: () => {
        now = release({ status: 'approved', effectiveFrom: '2027-01-01', approver: 'staff:me', approvedAt: '2026-11-21T02:00:00.000Z' })
        return { json: now }
      },
    })
    await screen.findByText(/0\.62 偏低/)
    expect([screen.getAllByText('优秀：升入 / 跌出').length, screen.getAllByText('90 / 4').length]).toEqual([2, 3])
    fireEvent.change(screen.getByLabelText('生效日'), { target: { value: '2027-01-01' } })
    fireEvent.click(screen.getByRole('button', { name: /批\s*准/ }))
    await screen.findByText(/2027年1月1日起生效/)
    await waitFor(() => expect(open?.asked.find((one) => one.path.endsWith('/approval'))?.body).toBe(JSON.stringify({ effectiveFrom: '2027-01-01' })))
  })

  it('the author is told that another person must approve, and has no such button', async () => {
    open = await openConsole(path, ['administrator'], { ...base, [`GET /console${path}`]: () => ({ json: release({ isMine: true }) }) })
    await screen.findByText('模型由您提交，须由另一位审核员或管理员批准。')
    expect(screen.queryByRole('button', { name: /批\s*准/ })).toBeNull()
  })

  it('says the result in one sentence and marks a group below four fifths', () => {
    expect(simulationSentence(simulation)).toBe('按 2026年11月21日 的记录，与在用模型 person-2026 相比：共 1,200 个主体，上升 400，下降 60，不变 740，平均变化 +8.3 分。')
    expect([needsLook(group()), needsLook(group({ parityBps: 7999 })), needsLook(group({ parityBps: null }))]).toEqual([false, true, false])
  })
})
