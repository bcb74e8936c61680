import { describe, expect, it } from 'vitest'
import type { RepairStatus } from '@xinhui/contract'
import { OPEN, REPAIR_EDGES, STATUS_TITLES, TERMINAL } from './repair.lifecycle'

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
