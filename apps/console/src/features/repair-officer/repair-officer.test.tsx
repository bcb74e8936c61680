import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, problem } from '../../testing/server'
import type { Officer } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

it('an administrator puts an officer into an office, takes them out, and reads why somebody cannot be placed', async () => {
  let items: Officer[] = []
  const handlers: Record<string, Handler> = {
    'GET /console/repair-officers': () => ({ json: { items } }),
    'GET /catalog': () => ({ json: { version: '1', title: '目录', items: [] } }),
    'PUT /console/repair-officers/steward': () => problem(422, 'VALIDATION', '只有审核员可以分到部门'),
    'PUT /console/repair-officers/zhang': ({ body }) => {
      const { office, lead } = JSON.parse(body) as { office: string; lead: boolean }
      items = office === '' ? [] : [{ username: 'zhang', displayName: '张审核', office, lead }]
      return { status: 204 }
    },
  }
  open = await openConsole('/repair-officers', ['administrator'], handlers)
  await screen.findByText('还没有人分到部门')
  const place = (username: string, office: string) => {
    fireEvent.change(screen.getByLabelText('审核员的用户名'), { target: { value: username } })
    fireEvent.change(screen.getByLabelText('部门'), { target: { value: office } })
    fireEvent.click(screen.getByRole('button', { name: /分到部门/ }))
  }
  place('steward', '市税务局')
  await screen.findByText('只有审核员可以分到部门')
  fireEvent.click(screen.getByRole('checkbox'))
  place('zhang', '市税务局')
  await screen.findByText('张审核')
  screen.getByText('负责人')
  fireEvent.click(screen.getByRole('button', { name: '移出 张审核' }))
  const sure = (await screen.findAllByRole('button', { name: /移\s*出/ })).at(-1)
  if (sure) fireEvent.click(sure)
  await waitFor(() => expect(items).toEqual([]))
  await screen.findByText('还没有人分到部门')
})

it('an auditor reads and places nobody', async () => {
  open = await openConsole('/repair-officers', ['auditor'], { 'GET /console/repair-officers': () => ({ json: { items: [] } }) })
  await screen.findByText('还没有人分到部门')
  expect(screen.queryByRole('button', { name: '分到部门' })).toBeNull()
})
