import type { AccessLogEntry, Consent, ItemConsents } from '@xinhui/contract'
import type { SubjectKind } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import type { City } from '../city/load-city'
import type { AccessLogRow, ConsentRow } from './consent.store'
import { specialItems } from './grant-item-consent'
import { itemOfPurpose } from './item-purpose'

const PURPOSES: Record<string, string> = { score: '开通信用分' }
const RECEIVERS: Record<string, string> = { city: '本市公共信用信息服务机构' }

function titleOf(city: City, purpose: string): string {
  const item = itemOfPurpose(purpose)
  const title = item === undefined ? undefined : cityData(city).itemsByCode.get(item)?.title
  return title === undefined ? (PURPOSES[purpose] ?? purpose) : `专项信息：${title}`
}

/** A consent in the reader's words. One whose end has passed reads as expired even before the row says so. */
export function presentConsent(city: City, row: ConsentRow, now: Date): Consent {
  const isOver = row.status === 'living' && row.expiresAt !== null && row.expiresAt <= now
  return {
    consentId: row.id,
    purpose: row.purpose,
    purposeTitle: titleOf(city, row.purpose),
    receiver: RECEIVERS[row.receiver] ?? row.receiver,
    fields: row.fields,
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    status: isOver ? 'expired' : row.status,
  }
}

export const presentAccess = (row: AccessLogRow): AccessLogEntry => ({ at: row.at.toISOString(), viewer: row.viewer, purpose: row.purpose, basis: row.basis, fields: row.fields })

/** Every special class the subject may authorise, with the living consent where there is one. */
export function presentItemConsents(ctx: Ctx, kind: SubjectKind, rows: readonly ConsentRow[]): ItemConsents {
  const living = new Map(rows.filter((r) => r.status === 'living' && r.receiver === 'city' && (r.expiresAt === null || r.expiresAt > ctx.now)).map((r) => [itemOfPurpose(r.purpose), r.id]))
  return {
    ...ctx.city.itemConsent,
    items: specialItems(ctx, kind).map((i) => ({ item: i.code, title: i.title, sourceOffice: i.sourceOffice, fields: i.contentFields.map((f) => f.title), scorable: i.scorable, consentId: living.get(i.code) ?? null })),
  }
}
