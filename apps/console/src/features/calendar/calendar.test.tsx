import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import { readYear } from './load'
import type { WorkingYear } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const year = (more: Partial<WorkingYear> = {}): WorkingYear => ({ year: 2026, source: '国务院办公厅关于2026年部分节假日安排的通知', off: ['2026-01-01'], working: ['2026-01-04'], version: 0, loadedBy: null, loadedAt: null, ...more })
const source = '国务院办公厅关于2027年部分节假日安排的通知'

it('each field says what is missing or wrong; a full form is ready to be asked about', () => {
  expect(readYear({ year: '27', source: '', off: '', working: '' })).toMatchObject({ issues: { year: '请填写年份，如 2027', source: expect.any(String) as string } })
  expect(readYear({ year: '2027', source, off: '', working: '2026-01-03' })).toMatchObject({ issues: { off: '请填写放假的日期', working: expect.stringContaining('不在 2027 年') as string } })
  expect(readYear({ year: '2027', source: ` ${source} `, off: '1月1日至3日', working: '1月9日' })).toEqual({ body: { year: 2027, source, off: ['2027-01-01', '2027-01-02', '2027-01-03'], working: ['2027-01-09'] } })
})

describe('工作日历', () => {
  it('shows every deadline a year would move, loads it only after that, and asks anew when a word changes', async () => {
    const years = [year()]
    const loaded: unknown[] = []
    const moved = [{ kind: 'repair', kindTitle: '信用修复', id: `${id('rpc', 1)} decide`, title: '作出决定', from: '2027-01-04', to: '2027-01-05', wasProvisional: true, isProvisional: false }]
    const diff = { year: 2027, added: ['2027-01-01'], removed: [], moved, looked: 12 }
    const handlers: Record<string, Handler> = {
      'GET /console/working-years': () => ({ json: { version: 'cn-1', years, history: [] } }),
      'POST /console/working-years/preview': () => ({ status: 200, json: diff }),
      'POST /console/working-years': ({ body }) => {
        loaded.push(JSON.parse(body))
        years.push(year({ year: 2027, source, version: 1, loadedBy: 'staff:me', loadedAt: '2026-11-26T02:00:00.000Z' }))
        return { status: 201, json: diff }
      },
    }
    open = await openConsole('/working-years', ['administrator'], handlers)
    fireEvent.click(await screen.findByRole('button', { name: '载入一年' }))
    const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
    type('年份', '2027')
    type('通知', source)
    type('放假的日期', '1月1日')
    fireEvent.click(screen.getByRole('button', { name: '看会改变什么' }))
    await screen.findByText('2027年1月4日（暂估）')
    screen.getByText('2027年1月5日')
    screen.getByText('12 个')
    type('调休上班的日期', '1月9日')
    expect(screen.queryByRole('button', { name: '确认载入 2027 年' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '看会改变什么' }))
    fireEvent.click(await screen.findByRole('button', { name: '确认载入 2027 年' }))
    await waitFor(() => expect(loaded).toEqual([{ year: 2027, source, off: ['2027-01-01'], working: ['2027-01-09'] }]))
    await screen.findByText('第 1 版')
  })

  it('a reviewer reads the years and loads none', async () => {
    open = await openConsole('/working-years', ['reviewer'], { 'GET /console/working-years': () => ({ json: { version: 'cn-1', years: [year()], history: [] } }) })
    await screen.findByText('随产品提供')
    expect(screen.queryByRole('button', { name: '载入一年' })).toBeNull()
  })
})
