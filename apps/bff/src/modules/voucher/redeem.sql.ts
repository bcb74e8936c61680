import { VOUCHER_EDGES } from './voucher.lifecycle'

/** Values of `REDEEM_SQL`, by placeholder. */
export type RedeemValues = {
  voucher_id: string
  store_id: string
  /** Who redeems: exactly one of account (with the person whose post it is) and till is set. */
  account_id: string | null
  subject_id: string | null
  till_client_id: string | null
  redemption_id: string
  receipt_no: string
  pass_jti: string
  channel: 'qr' | 'till-code' | 'till-api' | 'offline'
  idempotency_key: string | null
  /** `requireUsable` has passed, and what else its holder could use here is locked; false for the first try, which most vouchers need no more than. */
  terms_checked: boolean
  /** UTC ISO 8601. */
  now: string
  /** From when on another voucher the same person used may be of the same bill. UTC ISO 8601. */
  same_bill_since: string
  /** The same moment's day in Shanghai, for the serious list. */
  day: string
  audit_id: string
  actor: string
  request_id: string
  outbox_id: string
}

/**
 * The redemption. One statement looks whether the caller may redeem at this store (a living post or till, an open store, an
 * active merchant that is on no serious list, nothing that went too fast and has to wait), takes the voucher, writes the redemption, the audit row and the outbox row,
 * and reads the receipt; or it does nothing:
 * - no row: the caller may not, or the voucher was not there to take (used, expired, given back, another merchant's), or its holder is on a serious list;
 * - no row also for a voucher whose terms name stores or times, or whose holder has another one of this merchant to use or used it a moment ago, until the caller has locked those and looked at the terms (`terms_checked`): two redeemed in the same instant would not see each other here;
 * - unique violation on `redemption_pass` (the pass redeemed before), `redemption_idempotency`, `redemption_receipt`.
 * Plain INSERTs on purpose: ON CONFLICT DO NOTHING would spend the voucher and keep no redemption.
 * Each placeholder stands once, written as pgbench writes it, so that the bench runs this very text with the same values.
 */
export const REDEEM_SQL = `
WITH given AS (
  SELECT :voucher_id::text AS voucher_id, :store_id::text AS store_id, :account_id::text AS account_id, :subject_id::text AS post_subject_id,
         :till_client_id::text AS till_client_id, :redemption_id::text AS redemption_id, :receipt_no::text AS receipt_no, :pass_jti::text AS pass_jti,
         :channel::text AS channel, :idempotency_key::text AS idempotency_key, :now::timestamptz AS now, :same_bill_since::timestamptz AS same_bill_since, :day::date AS day, :terms_checked::boolean AS terms_checked,
         :audit_id::text AS audit_id, :actor::text AS actor, :request_id::text AS request_id, :outbox_id::text AS outbox_id
), desk AS (
  SELECT given.*, store.name AS store_name, store.merchant_id AS desk_merchant_id
    FROM given
    JOIN store ON store.id = given.store_id AND store.status = 'open'
    JOIN merchant ON merchant.id = store.merchant_id AND merchant.status = 'active'
   WHERE (EXISTS (SELECT 1 FROM merchant_post
                   WHERE merchant_post.merchant_id = store.merchant_id AND merchant_post.subject_id = given.post_subject_id AND merchant_post.status = 'living'
                     AND (merchant_post.role <> 'clerk' OR merchant_post.store_id = store.id))
          OR EXISTS (SELECT 1 FROM till_client WHERE till_client.id = given.till_client_id AND till_client.store_id = store.id AND till_client.status = 'active'))
     AND NOT EXISTS (SELECT 1 FROM redemption_hold WHERE redemption_hold.key IN (given.voucher_id, given.store_id, given.account_id, given.till_client_id) AND redemption_hold.until > given.now)
     AND NOT EXISTS (SELECT 1 FROM record
                      WHERE record.subject_id = merchant.subject_id AND record.item = 'serious-list' AND record.status = 'valid'
                        AND record.decided_on <= given.day AND (record.ends_on IS NULL OR record.ends_on > given.day))
), taken AS (
  UPDATE voucher
     SET status = '${VOUCHER_EDGES.redeem.to}', changed_at = desk.now
    FROM desk
   WHERE voucher.id = desk.voucher_id
     AND voucher.merchant_id = desk.desk_merchant_id
     AND voucher.status = '${VOUCHER_EDGES.redeem.from}'
     AND voucher.expires_at > desk.now
     AND (desk.terms_checked
          OR (NOT voucher.restricted
              AND NOT EXISTS (SELECT 1 FROM voucher other
                               WHERE other.subject_id = voucher.subject_id AND other.merchant_id = voucher.merchant_id AND other.id <> voucher.id AND NOT other.test
                                 AND (other.status = 'issued' OR (other.status = 'redeemed' AND other.changed_at > desk.same_bill_since)))))
     AND NOT EXISTS (SELECT 1 FROM record
                      WHERE record.subject_id = voucher.subject_id AND record.item = 'serious-list' AND record.status = 'valid'
                        AND record.decided_on <= desk.day AND (record.ends_on IS NULL OR record.ends_on > desk.day))
  RETURNING voucher.id, voucher.perk_id, voucher.perk_version, voucher.merchant_id, voucher.subject_id, voucher.title, voucher.benefit, voucher.subsidy_fen, voucher.test,
            desk.store_id, desk.store_name, desk.account_id, desk.till_client_id, desk.redemption_id, desk.receipt_no, desk.pass_jti, desk.channel,
            desk.idempotency_key, desk.now, desk.audit_id, desk.actor, desk.request_id, desk.outbox_id
), redeemed AS (
  INSERT INTO redemption (id, voucher_id, merchant_id, store_id, by_account_id, by_till_client_id, receipt_no, pass_jti, channel, idempotency_key, redeemed_at, test)
  SELECT redemption_id, id, merchant_id, store_id, account_id, till_client_id, receipt_no, pass_jti, channel, idempotency_key, now, test
    FROM taken
), audited AS (
  INSERT INTO audit (id, at, actor, action, entity, entity_id, request_id, detail)
  SELECT audit_id, now, actor, '${VOUCHER_EDGES.redeem.event}', 'voucher', id, request_id,
         jsonb_build_object('redemptionId', redemption_id, 'merchantId', merchant_id, 'storeId', store_id, 'channel', channel)
    FROM taken
), queued AS (
  INSERT INTO outbox (id, topic, payload, available_at, created_at)
  SELECT outbox_id, CASE WHEN test THEN 'perk.tested' ELSE 'voucher.redeemed' END,
         jsonb_build_object('redemptionId', redemption_id, 'voucherId', id, 'perkId', perk_id, 'perkVersion', perk_version, 'merchantId', merchant_id, 'subjectId', subject_id, 'subsidyFen', subsidy_fen),
         now, now
    FROM taken
)
SELECT title, benefit, merchant_id AS "merchantId", store_name AS "storeName" FROM taken`
