import { z } from 'zod'
import { Day, type EndpointShape, Instant } from './common'

/** A year's notice of holidays as the office types it: every day off, and the weekend days that are worked 调休. */
export const WorkingYearBody = z.strictObject({
  year: z.number().int().min(2020).max(2100),
  source: z.string().trim().min(4, '请写明通知的名称').max(200),
  off: z.array(Day).min(1, '请填写放假的日期').max(60),
  working: z.array(Day).max(20),
})
export type WorkingYearBody = z.infer<typeof WorkingYearBody>

export const WorkingYearView = WorkingYearBody.extend({
  /** 0: part of the product; counted up with every loading. */
  version: z.number().int(),
  loadedBy: z.string().nullable(),
  loadedAt: Instant.nullable(),
})
export type WorkingYearView = z.infer<typeof WorkingYearView>

/** A deadline that is another day once the year is loaded, or is no longer provisional. */
export const MovedDeadline = z.object({ kind: z.string(), kindTitle: z.string(), id: z.string(), title: z.string(), from: Day.nullable(), to: Day.nullable(), wasProvisional: z.boolean(), isProvisional: z.boolean() })
export type MovedDeadline = z.infer<typeof MovedDeadline>

export const WorkingYearDiff = z.object({
  year: z.number().int(),
  /** Days that become off or worked against what holds now. */
  added: z.array(Day),
  removed: z.array(Day),
  moved: z.array(MovedDeadline),
  /** Open deadlines looked at. */
  looked: z.number().int(),
})
export type WorkingYearDiff = z.infer<typeof WorkingYearDiff>

export const calendarEndpoints = {
  'GET /working-years': { summary: 'The years of holidays deadlines are reckoned with (工作日历)', response: z.object({ version: z.string(), years: z.array(WorkingYearView) }) },
  'GET /console/working-years': { summary: 'Every version of every year that was loaded', response: z.object({ version: z.string(), years: z.array(WorkingYearView), history: z.array(WorkingYearView) }) },
  'POST /console/working-years/preview': { summary: 'What loading a year would change, deadline by deadline; nothing is stored', body: WorkingYearBody, response: WorkingYearDiff, status: 200 },
  'POST /console/working-years': { summary: 'Load a year’s notice: a new version, and every open deadline it moves', body: WorkingYearBody, response: WorkingYearDiff, status: 201 },
} as const satisfies Record<string, EndpointShape>
