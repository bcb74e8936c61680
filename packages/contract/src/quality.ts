import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

/** `2026-11`, or `2026-W47` (ISO 8601 week). */
export const QualityPeriod = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2]|W(?:0[1-9]|[1-4]\d|5[0-3]))$/, '应为 2026-11 或 2026-W47 这样的月或周')

/** The three rates of 双公示 for one office and one period. Rates are basis points; null where there is nothing to divide by. */
export const OfficeQuality = z.object({
  office: z.string(),
  /** Rows the office says it produced; null when nobody stated it. */
  produced: z.number().int().nullable(),
  /** Rows that arrived in the period: those taken and those refused. */
  uploaded: z.number().int(),
  landed: z.number().int(),
  failed: z.number().int(),
  timely: z.number().int(),
  late: z.number().int(),
  /** 上报率 = uploaded / produced, at most 10000. */
  reportedBps: z.number().int().nullable(),
  /** 合规率 = landed / uploaded. */
  compliantBps: z.number().int().nullable(),
  /** 及时率 = timely / landed: landed within the city's working days of the decision. */
  timelyBps: z.number().int().nullable(),
})
export type OfficeQuality = z.infer<typeof OfficeQuality>

export const LateRow = z.object({ recordId: idOf('rec'), item: z.string(), itemTitle: z.string(), decidedOn: Day, dueOn: Day, landedOn: Day, workingDays: z.number().int() })
export const FailingRow = z.object({ batchId: idOf('bat'), fileName: z.string(), row: z.number().int(), field: z.string(), value: z.string(), reason: z.string(), at: Instant })

const Code = z.object({ uscc: z.string(), names: z.array(z.string()) })
const Name = z.object({ name: z.string(), usccs: z.array(z.string()) })

const byOffice = Cursor.extend({ period: QualityPeriod, office: z.string().min(1).max(200) })

export const qualityEndpoints = {
  'GET /console/quality': {
    summary: '上报率, 合规率 and 及时率 of every office in a week or month, against the city\'s targets',
    query: z.object({ period: QualityPeriod }),
    response: z.object({
      period: QualityPeriod,
      from: Day,
      to: Day,
      timelyWithinWorkingDays: z.number().int(),
      targets: z.object({ reportedBps: z.number().int(), compliantBps: z.number().int(), timelyBps: z.number().int() }),
      items: z.array(OfficeQuality),
    }),
  },
  'GET /console/quality/late': { summary: 'The rows behind 及时率: landed too late', query: byOffice, response: pageOf(LateRow) },
  'GET /console/quality/failing': { summary: 'The rows behind 合规率: refused, with their reasons', query: byOffice, response: pageOf(FailingRow) },
  'GET /console/quality/codes': {
    summary: '重错码: one code with many names, one name with many codes, codes with a wrong check character',
    response: z.object({
      organizations: z.number().int(),
      /** Codes and rows at fault in 10,000 organisations. */
      faultyBps: z.number().int(),
      manyNames: z.array(Code),
      manyCodes: z.array(Name),
      wrongCodes: z.array(z.object({ batchId: idOf('bat'), row: z.number().int(), value: z.string(), reason: z.string(), office: z.string().nullable() })),
      counts: z.object({ manyNames: z.number().int(), manyCodes: z.number().int(), wrongCodes: z.number().int() }),
    }),
  },
  'PUT /console/quality/outputs': {
    summary: 'How many rows an office produced in a period: what 上报率 is measured against',
    body: z.strictObject({ office: z.string().min(1).max(200), period: QualityPeriod, produced: z.number().int().min(0).max(100_000_000) }),
    status: 204,
  },
} as const satisfies Record<string, EndpointShape>
