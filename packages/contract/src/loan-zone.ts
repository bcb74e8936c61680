import { z } from 'zod'
import { type EndpointShape, Instant } from './common'

const Code = z.string().trim().min(1, '请填写代码').max(30)

/** `named`: products that name it; `first-loan` also those for firms that never borrowed; `no-principal` also those that go on without repaying the principal. */
export const ZoneShows = z.enum(['named', 'first-loan', 'no-principal'])

const zoneFields = {
  title: z.string().trim().min(2, '请填写名称').max(30),
  intro: z.string().trim().min(2, '请填写介绍').max(200),
  shows: ZoneShows,
  /** Zones are shown by it, the smallest first. */
  position: z.number().int().min(0).max(9999),
}

/** A zone 专区 of the loan market, and how many products that can be applied for stand in it. The public reads the open ones with the market. */
export const ConsoleLoanZone = z.object({ code: z.string(), title: z.string(), intro: z.string(), products: z.number().int(), shows: ZoneShows, position: z.number().int(), isOpen: z.boolean(), version: z.number().int(), updatedAt: Instant })
export type ConsoleLoanZone = z.infer<typeof ConsoleLoanZone>

export const loanZoneEndpoints = {
  'GET /console/loan-zones': { summary: 'All zones, closed ones too', response: z.object({ items: z.array(ConsoleLoanZone) }) },
  'POST /console/loan-zones': { summary: 'Open a zone; its code is what products name and stays', body: z.strictObject({ code: Code, ...zoneFields }), response: ConsoleLoanZone, status: 201 },
  'PUT /console/loan-zones/{code}': { summary: 'Change a zone, close it or open it again', params: z.object({ code: Code }), body: z.strictObject({ ...zoneFields, isOpen: z.boolean(), version: z.number().int() }), response: ConsoleLoanZone },
} as const satisfies Record<string, EndpointShape>
