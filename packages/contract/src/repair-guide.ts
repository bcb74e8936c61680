import { z } from 'zod'
import { Day, type EndpointShape, idOf } from './common'

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

export const GuideRef = z.object({ guideId: code, title: z.string() })

export const RepairGuideSummary = GuideRef.extend({
  summary: z.string(),
  version: z.string(),
  effectiveFrom: Day,
  /** Last day somebody read it against its sources. */
  reviewed: Day,
  /** False: the page says 以官方文本为准. */
  verified: z.boolean(),
  /** The passage a search found; null without one, or where the title says it. */
  found: z.string().nullable(),
})
export type RepairGuideSummary = z.infer<typeof RepairGuideSummary>

/** One step of a guide: who does it, where, how long it takes, what it costs (nothing), what to bring, on what basis. */
export const GuideStep = z.object({
  title: z.string(),
  who: z.string(),
  where: z.string(),
  howLong: z.string(),
  cost: z.string(),
  /** `template`: a form of this name can be downloaded. */
  materials: z.array(z.object({ text: z.string(), template: code.nullable() })),
  basis: z.string(),
  paragraphs: z.array(z.string()),
})
export type GuideStep = z.infer<typeof GuideStep>

export const RepairGuide = RepairGuideSummary.omit({ found: true }).extend({
  intro: z.array(z.string()),
  steps: z.array(GuideStep),
  questions: z.array(z.string()),
  sources: z.array(z.string()),
  /** Against those who take money for it. */
  warning: z.string(),
})
export type RepairGuide = z.infer<typeof RepairGuide>

const template = z.object({ template: code })
const ofRecord = template.extend({ recordId: idOf('rec') })

/** How each kind of record is repaired 修复指引, and the forms its steps name. */
export const repairGuideEndpoints = {
  'GET /repair-guides': { summary: 'Guides in force today; a search looks at every word of them', query: z.object({ keyword: z.string().trim().max(50).optional() }), response: z.object({ items: z.array(RepairGuideSummary) }) },
  'GET /repair-guides/{guideId}': { summary: 'One guide, step by step', params: z.object({ guideId: code }), response: RepairGuide },
  'GET /repair-guides/{guideId}/page': { summary: 'The guide as a page to read and print', params: z.object({ guideId: code }), file: 'text/html' },
  'GET /repair-templates/{template}': { summary: 'A form with blanks, to print', params: template, file: 'text/html' },
  'GET /me/records/{recordId}/repair-templates/{template}': { summary: 'The form filled in from my record, to print and sign', params: ofRecord, file: 'text/html' },
  'GET /firms/{firmId}/records/{recordId}/repair-templates/{template}': { summary: 'The form filled in from a record of a firm I act for', params: ofRecord.extend({ firmId: idOf('sub') }), file: 'text/html' },
} as const satisfies Record<string, EndpointShape>
