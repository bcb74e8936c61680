import { industrySection, type Fact, type FirmFacts, type DataClass } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { listConsents } from '../consent/consent.store'
import { itemPurpose } from '../consent/item-purpose'
import { listSubjectRecords } from '../record/score-records.store'
import { findRegistry } from './registry.store'

const unknown = { known: false, why: 'no-data' } as const

/** What is known of the firm today, under the consents it gave the city. What is not known never counts against it. */
export async function factsOf(ctx: Ctx, subjectId: string, day: string): Promise<FirmFacts> {
  const registry = await findRegistry(ctx.db, subjectId)
  const records = await listSubjectRecords(ctx.db, { subjectId, now: ctx.now })
  const living = new Set((await listConsents(ctx.db, subjectId)).filter((c) => c.status === 'living' && c.receiver === 'city' && (c.expiresAt === null || c.expiresAt > ctx.now)).map((c) => c.purpose))
  const registered = <T>(value: T | null): Fact<T> => (value === null ? unknown : { known: true, value, source: '企业登记', asOf: day })
  const special = <T>(item: string, consent: DataClass, read: (content: Record<string, string | number>) => T | undefined): Fact<T> => {
    if (!living.has(itemPurpose(item))) return { known: false, why: 'no-consent', consent }
    const [latest] = records.filter((r) => r.item === item).sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1))
    const value = latest && read(latest.content)
    return latest && value !== undefined ? { known: true, value, source: latest.sourceOffice, asOf: latest.decidedOn } : unknown
  }
  return {
    registeredOn: registered(registry.registeredOn),
    industry: registered(registry.industry !== null && industrySection(registry.industry) !== null ? registry.industry : null),
    region: registered(registry.district),
    size: unknown,
    grade: unknown,
    taxRating: special('tax-rating', 'tax', (content) => (typeof content['level'] === 'string' ? content['level'] : undefined)),
    headcount: special('social-security', 'social-insurance', (content) => (typeof content['insuredCount'] === 'number' ? content['insuredCount'] : undefined)),
    revenueFen: unknown,
    taxPaidFen: unknown,
    penalties: { known: true, value: records.filter((r) => r.item === 'penalty').map((r) => ({ id: r.id, decidedOn: r.decidedOn, repairableOn: null })), source: '公共信用信息', asOf: day },
    lists: { known: true, value: records.filter((r) => r.item === 'serious-list').map((r) => ({ list: '严重失信主体名单', endsOn: r.endsOn, removableOn: null })), source: '公共信用信息', asOf: day },
    borrowedBefore: unknown,
  }
}
