import type { AccessLogEntry, Consent } from '@xinhui/contract'
import type { AccessLogRow, ConsentRow } from './consent.store'

const PURPOSES: Record<string, string> = { score: '开通信用分' }
const RECEIVERS: Record<string, string> = { city: '本市公共信用信息服务机构' }

/** A consent in the reader's words. One whose end has passed reads as expired even before the row says so. */
export function presentConsent(row: ConsentRow, now: Date): Consent {
  const isOver = row.status === 'living' && row.expiresAt !== null && row.expiresAt <= now
  return {
    consentId: row.id,
    purpose: row.purpose,
    purposeTitle: PURPOSES[row.purpose] ?? row.purpose,
    receiver: RECEIVERS[row.receiver] ?? row.receiver,
    fields: row.fields,
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    status: isOver ? 'expired' : row.status,
  }
}

export const presentAccess = (row: AccessLogRow): AccessLogEntry => ({ at: row.at.toISOString(), viewer: row.viewer, purpose: row.purpose, basis: row.basis, fields: row.fields })
