import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { session } from '../../lib/session'
import { openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import type { Subject } from './queries'
import { reasonGiven, reasonIssues } from './reason'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const subjectId = id('sub', 1)
const person: Subject = {
  subjectId, kind: 'person', name: '安*', identifier: '9*****************5', textsShown: true,
  records: [{ recordId: id('rec', 1), item: 'honour', itemTitle: '荣誉表彰', tone: 'positive', title: '市级', sourceOffice: '云川市文明办', decidedOn: '2026-01-02', endsOn: null, shownUntil: null, objection: { objectionId: id('obj', 1), since: '2026-11-01T00:00:00.000Z' }, fields: [{ name: 'level', title: '级别', value: '市级' }] }],
}
const handlers: Record<string, Handler> = {
  'POST /console/subject-searches': () => ({ json: { items: [{ subjectId, kind: 'person', name: '安*', identifier: '9*****************5', district: null }], more: false } }),
  [`GET /console/subjects/${subjectId}`]: () => ({ json: person }),
}
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const readings = () => open?.asked.filter((one) => one.path === `/console/subjects/${subjectId}`) ?? []

describe('查询主体', () => {
  it('asks what for before anything is sent, then finds, opens and shows the file', async () => {
    open = await openConsole('/subjects', ['reviewer'], handlers)
    fireEvent.click(await screen.findByRole('button', { name: /查\s*询$/ }))
    await screen.findByText('请写明查询目的')
    expect(screen.getByText('请写明查询依据')).toBeTruthy()
    expect(open.asked.filter((one) => one.path === '/console/subject-searches')).toEqual([])
    fill('查询目的', '核实异议')
    fill('查询依据', '异议受理单 3 号')
    fill('查谁', '990101199003070011')
    fireEvent.click(screen.getByRole('button', { name: /查\s*询$/ }))
    fireEvent.click(await screen.findByRole('link', { name: '安*' }))
    await screen.findByText('已记入对方的“谁查过我”。目的：核实异议；依据：异议受理单 3 号。')
    expect(readings().map((one) => Object.fromEntries(one.query))).toEqual([{ purpose: '核实异议', basis: '异议受理单 3 号' }])
    expect(screen.getByText('异议处理中')).toBeTruthy()
    expect(screen.getByText(/个人信用分不对工作人员开放/)).toBeTruthy()
    expect(window.location.href).not.toContain('990101')
  })

  it('an address alone opens nothing: first the purpose', async () => {
    open = await openConsole(`/subjects/${subjectId}`, ['steward'], { ...handlers, [`GET /console/subjects/${subjectId}`]: () => ({ json: { ...person, textsShown: false } }) })
    await screen.findByText(/查看前请写明目的和依据/)
    expect(readings()).toEqual([])
    fill('查询目的', '核实数据质量')
    fill('查询依据', '数据质量月报')
    fireEvent.click(screen.getByRole('button', { name: /查\s*看$/ }))
    await screen.findByText(/您的角色看不到记录里的文字内容/)
    expect(readings()).toHaveLength(1)
  })

  it('a steward is told that persons are for reviewers, and what the server refuses is said', async () => {
    open = await openConsole('/subjects', ['steward'], { 'POST /console/subject-searches': () => problem(403, 'FORBIDDEN', '没有权限', { detail: '按身份证号码查询只对审核员开放' }) })
    await screen.findByText(/个人只有审核员可以查/)
    fill('查询目的', '核实数据质量')
    fill('查询依据', '数据质量月报')
    fill('查谁', '990101199003070011')
    fireEvent.click(screen.getByRole('button', { name: /查\s*询$/ }))
    await screen.findByText('按身份证号码查询只对审核员开放')
  })

  it('the reason does not outlive the login, and takes no numbers', async () => {
    reasonGiven.set({ purpose: ' 核实异议 ', basis: '异议受理单 3 号' })
    expect(reasonGiven.get()).toEqual({ purpose: '核实异议', basis: '异议受理单 3 号' })
    session.close(true)
    await waitFor(() => expect(reasonGiven.get()).toBeUndefined())
    expect(reasonIssues({ purpose: '查 13800001111', basis: '990101199003070011' })).toEqual({ purpose: '不要写证件号码或手机号码', basis: '不要写证件号码或手机号码' })
    expect(reasonIssues({ purpose: '核实异议', basis: '异议受理单 3 号' })).toEqual({})
  })
})
