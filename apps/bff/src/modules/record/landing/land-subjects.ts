import { upsertOrganizations } from '../../subject/upsert-organizations'
import { upsertPersons } from '../../subject/upsert-persons'
import type { Value } from '../validate/parse-cell'
import { type Land, requiredText, textOf } from './landing'

const isCapital = (value: Value | undefined) => (typeof value === 'object' && 'raw' in value ? value : null)

/** The enterprise registry 登记. */
export const landOrganizations: Land = async (ctx, { batchId }, rows) => {
  const written = await upsertOrganizations(
    ctx,
    rows.map(({ identifier, values, hash }) => {
      const capital = isCapital(values['capital'])
      return {
        uscc: identifier,
        name: requiredText(values, 'subjectName'),
        registeredOn: textOf(values, 'registeredOn'),
        type: textOf(values, 'type'),
        representative: textOf(values, 'representative'),
        capitalFen: capital?.fen ?? null,
        capitalCurrency: capital?.currency ?? null,
        capitalRaw: capital?.raw ?? null,
        businessScope: textOf(values, 'businessScope'),
        province: textOf(values, 'province'),
        district: textOf(values, 'district'),
        address: textOf(values, 'address'),
        industry: textOf(values, 'industry'),
        status: textOf(values, 'status') ?? 'live',
        contentHash: hash,
      }
    }),
    batchId,
  )
  return rows.map((r) => written.get(r.identifier) ?? 'unchanged')
}

/** The population file. */
export const landPersons: Land = async (ctx, _batch, rows) => {
  const written = await upsertPersons(
    ctx,
    rows.map(({ identifier, values }) => ({ idNumber: identifier, name: requiredText(values, 'subjectName'), phone: textOf(values, 'phone'), district: textOf(values, 'district') })),
  )
  return rows.map((r) => written.get(r.identifier) ?? 'unchanged')
}
