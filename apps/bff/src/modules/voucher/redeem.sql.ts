import { VOUCHER_EDGES } from './voucher.lifecycle'

/** Values of `REDEEM_SQL`, by placeholder. */
export interface RedeemValues {
  voucher_id: string
  merchant_id: string
  store_id: string
  /** Exactly one of the two is set. */
  account_id: string | null
  till_client_id: string | null
  redemption_id: string
  receipt_no: string
  pass_jti: string
  channel: 'qr' | 'till-code' | 'till-api' | 'offline'
  idempotency_key: string | null
  /** UTC ISO 8601. */
  now: string
  audit_id: string
  actor: string
  request_id: string
  outbox_id: string
}

/**
 * The redemption. One statement takes the voucher, writes the redemption, the audit row and the outbox row, or does nothing:
 * - no row: the voucher was not there to take (used, expired, given back, another merchant's) or the merchant may not;
 * - unique violation on `redemption_pass` (the pass redeemed before), `redemption_idempotency`, `redemption_receipt`.
 * Plain INSERTs on purpose: ON CONFLICT DO NOTHING would spend the voucher and keep no redemption.
 * Placeholders are written as pgbench writes them, so that the bench runs this very text.
 */
export const REDEEM_SQL = `
WITH taken AS (
  UPDATE voucher
     SET status = '${VOUCHER_EDGES.redeem.to}', changed_at = :now::timestamptz
   WHERE id = :voucher_id::text
     AND merchant_id = :merchant_id::text
     AND status = '${VOUCHER_EDGES.redeem.from}'
     AND expires_at > :now::timestamptz
     AND EXISTS (SELECT 1 FROM merchant WHERE merchant.id = :merchant_id::text AND merchant.status = 'active')
  RETURNING id, perk_id, perk_version, merchant_id, subject_id, title, benefit, subsidy_fen
), redeemed AS (
  INSERT INTO redemption (id, voucher_id, merchant_id, store_id, by_account_id, by_till_client_id, receipt_no, pass_jti, channel, idempotency_key, redeemed_at)
  SELECT :redemption_id::text, id, merchant_id, :store_id::text, :account_id::text, :till_client_id::text, :receipt_no::text, :pass_jti::text, :channel::text, :idempotency_key::text, :now::timestamptz
    FROM taken
), audited AS (
  INSERT INTO audit (id, at, actor, action, entity, entity_id, request_id, detail)
  SELECT :audit_id::text, :now::timestamptz, :actor::text, '${VOUCHER_EDGES.redeem.event}', 'voucher', id, :request_id::text,
         jsonb_build_object('redemptionId', :redemption_id::text, 'merchantId', merchant_id, 'storeId', :store_id::text, 'channel', :channel::text)
    FROM taken
), queued AS (
  INSERT INTO outbox (id, topic, payload, available_at, created_at)
  SELECT :outbox_id::text, 'voucher.redeemed',
         jsonb_build_object('redemptionId', :redemption_id::text, 'voucherId', id, 'perkId', perk_id, 'perkVersion', perk_version, 'merchantId', merchant_id, 'subjectId', subject_id, 'subsidyFen', subsidy_fen),
         :now::timestamptz, :now::timestamptz
    FROM taken
)
SELECT title, benefit FROM taken`

/** The text cut at its placeholders: `literals[0] names[0] literals[1] names[1] … literals[n]`. A `::cast` is no placeholder. */
export function splitPlaceholders(text: string): { literals: string[]; names: string[] } {
  const literals: string[] = []
  const names: string[] = []
  let from = 0
  for (const found of text.matchAll(/(?<!:):([a-z_]+)/g)) {
    literals.push(text.slice(from, found.index))
    names.push(found[1] ?? '')
    from = found.index + found[0].length
  }
  return { literals: [...literals, text.slice(from)], names }
}
