import { CoordinationCriterion, LoanField, type LoanConsentText } from '@xinhui/contract'
import { z } from 'zod'
import type { City } from '../city/load-city'
import { DATA_CLASS_ITEMS } from '../financing/load-firm-facts'

const days = z.number().int().min(1).max(60)

const Policy = z.strictObject({
  version: z.string(),
  requestValidDays: z.number().int().min(7).max(365),
  /** Working days. */
  sla: z.strictObject({ accept: days, reply: days, sign: days, disburse: days, amberWorkingDays: z.number().int().min(0).max(10) }),
  coordination: z.strictObject({ months: z.number().int().min(1).max(3), criteria: z.array(z.strictObject({ code: CoordinationCriterion, title: z.string() })).length(5) }),
  complaintWorkingDays: days,
  /** A lender this often late within a year is shown as such. */
  lateShown: z.number().int().min(1).max(100),
  refusals: z.array(z.strictObject({ code: z.string().regex(/^[a-z][a-z-]{1,30}$/), title: z.string(), remedy: z.string() })).min(1),
  consent: z.strictObject({
    textVersion: z.string(),
    maxMonths: z.number().int().min(1).max(24),
    paragraphs: z.array(z.string()).min(1),
    fields: z.array(z.strictObject({ code: LoanField, title: z.string(), note: z.string(), required: z.boolean() })).min(1),
  }),
})
type LoanPolicy = z.infer<typeof Policy>

const known = new WeakMap<City, LoanPolicy>()

/** How this city runs loan applications: `cities/<city>/loan.yaml`, read and checked once. Throws with every problem of the file. */
export function loanPolicy(city: City): LoanPolicy {
  const found = known.get(city)
  if (found) return found
  const reading = Policy.safeParse(city.readYaml('loan.yaml'))
  if (!reading.success) throw new Error(`cities/${city.code}/loan.yaml: ${reading.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  const { refusals, consent, coordination } = reading.data
  const lists: readonly (readonly { code: string }[])[] = [refusals, consent.fields, coordination.criteria]
  for (const codes of lists.map((list) => list.map((one) => one.code))) {
    const double = codes.find((code, i) => codes.indexOf(code) !== i)
    if (double) throw new Error(`cities/${city.code}/loan.yaml: ${double} occurs twice`)
  }
  known.set(city, reading.data)
  return reading.data
}

/** A field that shows wider data bears the name of its class. */
const classItems = (field: LoanField): string[] => Object.entries(DATA_CLASS_ITEMS).flatMap(([code, items]) => (code === field ? items : []))

/** What a firm is asked to agree to for one lender, each field with the special classes 专项信息 it is read from. */
export function consentText(city: City): LoanConsentText {
  const { consent } = loanPolicy(city)
  return { ...consent, fields: consent.fields.map((field) => ({ ...field, items: classItems(field.code) })) }
}

/** Titles of consented fields, in the order of the consent's text. */
export const fieldTitles = (city: City, codes: readonly string[]): string[] => loanPolicy(city).consent.fields.filter((f) => codes.includes(f.code)).map((f) => f.title)
