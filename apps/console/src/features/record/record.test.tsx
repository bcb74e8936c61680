import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Asked, type Handler, id, problem } from '../../testing/server'
import type { Batch } from './queries'
import { resultSentence } from './result'
import { refusalOf } from './uploads'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const batch = (more: Partial<Batch> = {}): Batch => ({
  batchId: id('bat', 1),
  fileName: '处罚.csv',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  layout: 'penalty',
  layoutTitle: '行政处罚公示',
  encoding: 'GB18030',
  status: 'landed',
  rowsTotal: 1250,
  rowsNew: 1102,
  rowsChanged: 96,
  rowsUnchanged: 40,
  rowsRejected: 12,
  failure: null,
  progress: null,
  importedBy: '数据管理员',
  startedAt: '2026-11-21T01:30:00.000Z',
  finishedAt: '2026-11-21T01:30:03.400Z',
  ...more,
})
const base: Record<string, Handler> = {
  'GET /console/imports': () => ({ json: { items: [], nextCursor: null } }),
  'GET /console/layouts': () => ({ json: { items: [{ code: 'penalty', title: '行政处罚公示', columns: [{ header: '罚款金额', required: true, note: '单位万元' }] }] } }),
}
const choose = async (...files: File[]) => fireEvent.change(await screen.findByLabelText('选择要上传的文件'), { target: { files } })
const csv = (name: string) => new File(['行政相对人名称,罚款金额\n甲公司,1.5\n'], name)
const posts = (asked: readonly Asked[]) => asked.filter((one) => one.method === 'POST' && one.path === '/console/imports')

describe('数据归集', () => {
  it('a file goes in as it is, and its result stands as numbers and a bar', async () => {
    open = await openConsole('/imports', ['steward'], { ...base, 'POST /console/imports': () => ({ status: 201, json: batch() }) })
    await choose(csv('处罚 11月.csv'))
    await screen.findByText('共 1,250 行，新增 1,102，更新 96，无变化 40；12 行有误退回，可下载改正后再传。')
    expect(screen.getByRole('img', { name: '共 1,250 行：新增 1,102，更新 96，无变化 40，退回 12' })).toBeTruthy()
    expect(screen.getByRole('link', { name: '查看结果' }).getAttribute('href')).toBe(`/console/imports/${id('bat', 1)}`)
    const [post] = posts(open.asked)
    expect(post?.query.get('fileName')).toBe('处罚 11月.csv')
    expect(post?.headers['content-type']).toBe('application/octet-stream')
    expect(post?.headers.authorization).toBe('Bearer token')
    expect(post?.body).toBe('行政相对人名称,罚款金额\n甲公司,1.5\n')
  })

  it('the same file again says that nothing changed', async () => {
    open = await openConsole('/imports', ['steward'], { ...base, 'POST /console/imports': () => ({ status: 201, json: batch({ status: 'unchanged', rowsNew: 0, rowsChanged: 0, rowsUnchanged: 1250, rowsRejected: 0 }) }) })
    await choose(csv('处罚.csv'))
    await screen.findByText('与已有数据完全一致，没有任何变化。')
  })

  it('a long import shows rows, speed and time left, and can be cancelled once it was asked twice', async () => {
    let cancelled = false
    const progress = { rowsRead: 420_000, rowsRejected: 12, rowsPerSecond: 30_000, share: 0.42, secondsLeft: 19 }
    open = await openConsole(`/imports/${id('bat', 1)}`, ['steward'], {
      ...base,
      [`GET /console/imports/${id('bat', 1)}`]: () => ({ json: { batch: cancelled ? batch({ status: 'cancelled', rowsTotal: 0 }) : batch({ status: 'running', rowsTotal: 0, finishedAt: null, progress }), rejects: [] } }),
      [`POST /console/imports/${id('bat', 1)}/cancellation`]: () => {
        cancelled = true
        return { json: batch({ status: 'cancelled', rowsTotal: 0 }) }
      },
    })
    await screen.findByText('已读 420,000 行，退回 12 行，每秒 30,000 行，约剩 19 秒。')
    expect(screen.getByRole('progressbar', { name: '入库进度' }).getAttribute('value')).toBe('0.42')
    fireEvent.click(screen.getByRole('button', { name: '取消入库' }))
    fireEvent.click(await screen.findByRole('button', { name: '确定取消' }))
    await screen.findByText('已取消，这个文件的数据没有写入。')
  })

  it('a broken upload is tried again under the same key; a new choice of the file has a new one', async () => {
    let times = 0
    open = await openConsole('/imports', ['steward'], { ...base, 'POST /console/imports': () => (++times === 1 ? { drop: true } : { status: 201, json: batch({ rowsRejected: 0, rowsUnchanged: 52 }) }) })
    await choose(csv('处罚.csv'))
    fireEvent.click(await screen.findByRole('button', { name: '重试 处罚.csv' }))
    await screen.findByText('共 1,250 行，新增 1,102，更新 96，无变化 52，全部收下。')
    await choose(csv('处罚.csv'))
    await waitFor(() => expect(posts(open?.asked ?? [])).toHaveLength(3))
    const [first, second, third] = posts(open.asked).map((one) => one.headers['idempotency-key'])
    expect(first).toBe(second)
    expect(third).not.toBe(first)
  })

  it('an upload that meets an expired token goes on after the exchange', async () => {
    let times = 0
    open = await openConsole('/imports', ['steward'], { ...base, 'POST /console/imports': () => (++times === 1 ? problem(401, 'SESSION_ENDED', '登录已失效') : { status: 201, json: batch() }) })
    await choose(csv('处罚.csv'))
    await screen.findByRole('link', { name: '查看结果' })
    expect(posts(open.asked)).toHaveLength(2)
  })

  it('a file the server cannot read says why and offers no useless retry', async () => {
    open = await openConsole('/imports', ['steward'], { ...base, 'POST /console/imports': () => problem(422, 'LAYOUT_UNKNOWN', '认不出文件的格式', { detail: '第一行应是表头' }) })
    await choose(csv('别的.csv'), new File(['x'], '旧表.xls'))
    await screen.findByText('认不出文件的格式：第一行应是表头')
    expect(screen.getByText('没有上传：旧版 .xls 请先另存为 .xlsx')).toBeTruthy()
    // The server keeps what it refused in its list.
    await waitFor(() => expect(open?.asked.filter((one) => one.method === 'GET' && one.path === '/console/imports').length).toBeGreaterThan(1))
    expect(screen.queryByRole('button', { name: /重试/ })).toBeNull()
    expect(posts(open.asked)).toHaveLength(1)
  })

  it('what need not be sent is refused at once', () => {
    expect(refusalOf({ name: 'a.csv', size: 1 })).toBeUndefined()
    expect(refusalOf({ name: 'A.XLSX', size: 1 })).toBeUndefined()
    expect(refusalOf({ name: 'a.pdf', size: 1 })).toBe('只收 CSV 或 XLSX 文件')
    expect(refusalOf({ name: 'a.csv', size: 0 })).toBe('文件是空的')
  })

  it('the auditor reads the list and has nothing to upload with', async () => {
    open = await openConsole('/imports', ['auditor'], { ...base, 'GET /console/imports': () => ({ json: { items: [batch()], nextCursor: null } }) })
    await screen.findByText('处罚.csv')
    expect(screen.queryByLabelText('选择要上传的文件')).toBeNull()
  })

  it('the detail lists each rejected row with its field, value and reason, and fetches the whole list with the token', async () => {
    open = await openConsole(`/imports/${id('bat', 1)}`, ['steward'], {
      ...base,
      [`GET /console/imports/${id('bat', 1)}`]: () => ({ json: { batch: batch(), rejects: [{ row: 42, field: '罚款金额', value: '', reason: '必填，不能为空' }] } }),
      [`GET /console/imports/${id('bat', 1)}/rejects.csv`]: () => ({ text: 'row,field\n42,罚款金额\n', headers: { 'content-type': 'text/csv' } }),
    })
    const row = (await screen.findByText('必填，不能为空')).closest('tr')
    expect(within(row ?? document.body).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['42', '罚款金额', '（空）', '必填，不能为空'])
    expect(screen.getByText('先列出 1 行，共 12 行；其余在下载的文件里。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '下载全部退回的行' }))
    await waitFor(() => expect(open?.asked.find((asked) => asked.path.endsWith('rejects.csv'))?.headers.authorization).toBe('Bearer token'))
  })

  it('each outcome has its sentence', () => {
    expect(resultSentence(batch({ status: 'running' }))).toContain('可以离开')
    expect(resultSentence(batch({ status: 'failed', failure: '第一行找不到「行政相对人名称」' }))).toBe('整个文件没有入库：第一行找不到「行政相对人名称」')
    expect(resultSentence(batch({ status: 'unchanged' }))).toBe('数据没有任何变化；12 行退回。')
  })
})
