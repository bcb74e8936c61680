import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { problem } from '../../testing/server'
import type { Zone } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const zone = (over: Partial<Zone> = {}): Zone => ({ code: '科创', title: '科技创新', intro: '面向科技企业。', shows: 'named', position: 40, isOpen: true, version: 3, updatedAt: '2026-11-21T04:00:00.000Z', products: 4, ...over })
const bodyOf = (method: string) => JSON.parse(open?.asked.find((one) => one.method === method && one.path.startsWith('/console/loan-zones'))?.body ?? '{}') as unknown

describe('贷款专区', () => {
  it('the office closes a zone and opens a new one behind the others', async () => {
    let zones = [zone()]
    open = await openConsole('/loan-zones', ['reviewer'], {
      'GET /console/loan-zones': () => ({ json: { items: zones } }),
      [`PUT /console/loan-zones/${encodeURIComponent('科创')}`]: () => {
        zones = [zone({ isOpen: false, version: 4 })]
        return { json: zones[0] }
      },
      'POST /console/loan-zones': () => problem(409, 'CONFLICT', '状态已变化', { detail: '已有代码为“科创”的专区' }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '修改专区：科技创新' }))
    fireEvent.click(screen.getByRole('checkbox', { name: /^开放/ }))
    fireEvent.click(screen.getByRole('button', { name: /^保\s*存$/ }))
    await screen.findByText('已关闭')
    expect(bodyOf('PUT')).toEqual({ title: '科技创新', intro: '面向科技企业。', shows: 'named', position: 40, isOpen: false, version: 3 })
    fireEvent.click(screen.getByRole('button', { name: '新增专区' }))
    for (const [label, value] of [['代码', '科创'], ['名称', '科创企业'], ['介绍', '面向科技企业。']] as const) fireEvent.change(await screen.findByLabelText(label), { target: { value } })
    fireEvent.change(screen.getByLabelText('排序'), { target: { value: '前面' } })
    expect(screen.getByRole('button', { name: /^保\s*存$/ }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByLabelText('排序'), { target: { value: '50' } })
    fireEvent.click(screen.getByRole('button', { name: /^保\s*存$/ }))
    await screen.findByText('没有保存：已有代码为“科创”的专区')
    await waitFor(() => expect(bodyOf('POST')).toEqual({ code: '科创', title: '科创企业', intro: '面向科技企业。', shows: 'named', position: 50 }))
  })

  it('the auditor reads and changes nothing', async () => {
    open = await openConsole('/loan-zones', ['auditor'], { 'GET /console/loan-zones': () => ({ json: { items: [zone()] } }) })
    await screen.findByText('科技创新')
    expect(screen.queryByRole('button', { name: /专区/ })).toBeNull()
  })
})
