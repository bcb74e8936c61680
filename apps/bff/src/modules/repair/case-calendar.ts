import { CALENDAR_CN, type WorkingCalendar } from '@xinhui/rules'
import type { Ctx } from '../../context'

/** The working days cases are reckoned in. */
export const caseCalendar = (_ctx: Ctx): Promise<WorkingCalendar> => Promise.resolve(CALENDAR_CN)
