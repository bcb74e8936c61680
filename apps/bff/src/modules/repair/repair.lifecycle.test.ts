import { addDays, CALENDAR_CN } from '@xinhui/rules'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RepairStatus } from '@xinhui/contract'
import { type ClockEvent, clocksOf, colourOf } from './clocks'
import { OPEN, REPAIR_EDGES, type RepairMove, STATUS_TITLES, TERMINAL } from './repair.lifecycle'

const edges = Object.values(REPAIR_EDGES)
const leads = (from: RepairStatus): RepairStatus[] => edges.filter((edge) => (edge.from as readonly RepairStatus[]).includes(from)).map((edge) => edge.to)

describe('the ways of a repair case', () => {
  const all = Object.keys(STATUS_TITLES) as RepairStatus[]

  it('no path leaves an end', () => {
    for (const end of TERMINAL) expect(leads(end)).toEqual([])
    expect(all.filter((status) => leads(status).length === 0)).toEqual([...TERMINAL])
  })

  it('every state is reached from a draft, and comes to an end', () => {
    const reachable = (from: RepairStatus): Set<RepairStatus> => {
      const seen = new Set([from])
      for (const status of seen) for (const next of leads(status)) seen.add(next)
      return seen
    }
    expect([...reachable('draft')].sort()).toEqual([...all].sort())
    for (const status of all) expect([...reachable(status)].some((one) => TERMINAL.includes(one)), status).toBe(true)
  })

  it('what is open for a record is what can still be withdrawn', () => {
    expect([...REPAIR_EDGES.withdraw.from]).toEqual([...OPEN])
  })
})

const OFFICES = ['市税务局', '市人力资源和社会保障局']
const SLA = fc.record({ accept: fc.integer({ min: 1, max: 5 }), answer: fc.integer({ min: 1, max: 20 }), opinion: fc.integer({ min: 1, max: 5 }), decide: fc.integer({ min: 1, max: 20 }), decideFrom: fc.constantFrom('apply' as const, 'accept' as const), propagate: fc.integer({ min: 1, max: 5 }) })
/** Which way is taken of those that are open, and how many days later. */
const TURNS = fc.array(fc.record({ way: fc.nat(20), days: fc.integer({ min: 0, max: 30 }) }), { maxLength: 14 })

/** A case that moves by chance along its ways, as its history tells it. */
function walk(sla: object, turns: readonly { way: number; days: number }[]): { status: RepairStatus; today: string; history: ClockEvent[] } {
  const at = (day: string) => new Date(`${day}T04:00:00Z`)
  let [status, today]: [RepairStatus, string] = ['submitted', '2026-03-02']
  const history: ClockEvent[] = [{ kind: 'submit', at: at(today), detail: { sla } }]
  for (const { way, days } of turns) {
    const open = (Object.keys(REPAIR_EDGES) as RepairMove[]).filter((move) => (REPAIR_EDGES[move].from as readonly RepairStatus[]).includes(status))
    const move = open[way % open.length]
    if (move === undefined) break
    today = addDays(today, days)
    history.push({ kind: move, at: at(today), detail: move === 'assign' ? { offices: OFFICES } : move === 'opinion' ? { office: OFFICES[way % 2] } : {} })
    status = REPAIR_EDGES[move].to
  }
  return { status, today, history }
}

it('every case that is handed in ends, or somebody’s clock runs for it and turns red when nothing is done', () => {
  fc.assert(
    fc.property(SLA, TURNS, (sla, turns) => {
      const { status, today, history } = walk(sla, turns)
      const running = clocksOf(CALENDAR_CN, history).filter((c) => c.doneOn === null)
      if (TERMINAL.includes(status)) expect(running).toEqual([])
      else {
        const due = running.filter((c) => c.dueOn !== null)
        expect(due, `${status}: nobody's turn`).not.toEqual([])
        // No step is longer than 20 working days: in a hundred days all that runs is overdue, and so in the queue of its office.
        expect(due.every((c) => colourOf(CALENDAR_CN, c, addDays(today, 100), 0) === 'red')).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
