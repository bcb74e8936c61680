import { fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { Round } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const firm = { subjectId: id('sub', 1), uscc: '91990101000000000A', name: '云汀映禾食品有限公司', district: '临河区', penalties: 6, latestOn: '2026-09-08', interviewId: null, related: 1 }
const round: Round = { roundId: id('rir', 1), district: null, createdAt: '2026-11-21T04:00:00.000Z', finishedAt: '2026-11-21T04:00:02.000Z', firms: 5, waiting: 0, told: 3, noRepresentative: 1, alreadyInvited: 1, noLonger: 0 }
const monitoring = { penalties: 5, months: 36, aheadDays: 7, offenders: [firm], related: [{ subjectId: id('sub', 2), uscc: '91990101000000000B', name: '云汀禾岚餐饮有限公司', becauseOf: firm.name, becauseOfUscc: firm.uscc, penalties: 0 }], repairable: [{ district: '临河区', now: 2, tomorrow: 3, ahead: 1 }] }

describe('监测预警', () => {
  it('says whom to invite, previews how many it reaches, and shows the round that came of it', async () => {
    const rounds: Round[] = []
    const handlers: Record<string, Handler> = {
      'GET /console/monitoring': () => ({ json: monitoring }),
      'GET /console/repair-invitations': () => ({ json: { items: rounds } }),
      'GET /console/repair-invitations/preview': () => ({ json: { firms: 5, records: 9, noRepresentative: 1, alreadyInvited: 1 } }),
      'POST /console/repair-invitations': () => {
        rounds.push(round)
        return { json: round }
      },
    }
    open = await openConsole('/monitoring', ['reviewer'], handlers)
    await screen.findByText('有 3 家企业明天起可以申请，可以邀请它们。')
    screen.getByText('与“云汀映禾食品有限公司”法定代表人相同')
    screen.getByRole('link', { name: '发约谈通知' })
    fireEvent.click(screen.getByRole('button', { name: '批量邀请' }))
    await screen.findByText('9')
    fireEvent.click(screen.getByRole('button', { name: '发出邀请' }))
    await screen.findByText('已完成')
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path.endsWith('/repair-invitations'))?.body ?? '')).toEqual({})
  })

  it('an auditor reads, and invites and interviews nobody', async () => {
    open = await openConsole('/monitoring', ['auditor'], { 'GET /console/monitoring': () => ({ json: monitoring }), 'GET /console/repair-invitations': () => ({ json: { items: [] } }) })
    await screen.findByText('云汀禾岚餐饮有限公司')
    expect(screen.queryByRole('button', { name: '批量邀请' })).toBeNull()
    expect(screen.queryByRole('link', { name: '发约谈通知' })).toBeNull()
  })
})
