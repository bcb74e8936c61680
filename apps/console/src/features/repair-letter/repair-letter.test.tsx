import { screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { id } from '../../testing/server'
import type { Letter } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const letter = (n: number, more: Partial<Letter>): Letter => ({ letterId: id('rpl', n), recordId: id('rec', n), itemTitle: '行政处罚', office: '市综合行政执法局', decidedOn: '2026-11-02', title: '信用修复告知书', earliestOn: '2027-02-02', autoEndsOn: '2027-11-02', verified: false, madeAt: '2026-11-03T02:00:00.000Z', deliveredAt: null, acknowledgedAt: null, subjectName: `企业${n}`, state: 'made', ...more })

it('says of each letter whether it waits, was delivered and not read, or was acknowledged; the filter stays in the address', async () => {
  const asked: (string | null)[] = []
  const items = [letter(1, {}), letter(2, { state: 'delivered', deliveredAt: '2026-11-04T02:00:00.000Z' }), letter(3, { state: 'acknowledged', deliveredAt: '2026-11-04T02:00:00.000Z', acknowledgedAt: '2026-11-05T02:00:00.000Z' })]
  open = await openConsole('/repair-letters?state=delivered', ['reviewer'], {
    'GET /console/repair-letters': ({ query }) => {
      asked.push(query.get('state'))
      return { json: { items, nextCursor: null } }
    },
  })
  await screen.findByText('企业2')
  for (const words of ['等待送达', '已签收']) screen.getByText(words)
  expect(screen.getAllByText('已送达，未签收').length).toBeGreaterThan(0)
  expect(asked).toEqual(['delivered'])
})
