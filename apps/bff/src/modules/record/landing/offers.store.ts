import type { ProductRule } from '@xinhui/rules/financing/index'
import type { PerkTerms, PerkTier } from '@xinhui/rules'
import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client'
import { recordset, rowsOf } from '../../../db/sql'

interface Written extends Record<string, unknown> {
  id: string
  isNew: boolean
}

/** How many of a perk are claimed, by `merchantId code`; the rows stay locked until the landing ends. */
export async function lockPerkQuotas(db: Db, keys: readonly { merchantId: string; code: string }[]): Promise<Map<string, number>> {
  const rows = await rowsOf<{ key: string; used: number }>(
    db,
    sql`SELECT p.merchant_id || ' ' || p.code AS key, p.quota_used::int AS used
        FROM ${recordset(keys, '"merchantId" text, code text')} JOIN perk p ON p.merchant_id = i."merchantId" AND p.code = i.code FOR UPDATE OF p`,
  )
  return new Map(rows.map((r) => [r.key, r.used]))
}

export interface PerkInsert {
  id: string
  merchantId: string
  code: string
  scene: string
  kind: string
  title: string
  summary: string
  instructions: string
  tiers: readonly PerkTier[]
  terms: PerkTerms
  status: string
  quotaTotal: number
  perPersonLimit: number
  claimFrom: string
  claimUntil: string
  voucherValidDays: number
  subsidyFen: number
  contentHash: string
}

/**
 * Answers by `merchantId code` what was written. What the office hands in counts as tested: it was running before. A status somebody set since stays while the file says nothing new;
 * when it does, a perk with nothing left is exhausted whatever the file says of publishing it.
 * The stock of a perk of loaded codes is its codes, whatever the file says: none at first.
 */
export const upsertPerks = (db: Db, rows: readonly PerkInsert[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO perk (id, merchant_id, code, scene, kind, title, summary, instructions, tiers, terms, status, tested_version, quota_total, per_person_limit, claim_from, claim_until,
      voucher_valid_days, subsidy_fen, content_hash, created_at, updated_at)
    SELECT i.id, i."merchantId", i.code, i.scene, i.kind, i.title, i.summary, i.instructions, i.tiers, i.terms, CASE WHEN i.kind = 'loaded-code' AND i.status = 'published' THEN 'exhausted' ELSE i.status END, 1, CASE WHEN i.kind = 'loaded-code' THEN 0 ELSE i."quotaTotal" END, i."perPersonLimit", i."claimFrom", i."claimUntil",
      i."voucherValidDays", i."subsidyFen", i."contentHash", ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "merchantId" text, code text, scene text, kind text, title text, summary text, instructions text, tiers jsonb, terms jsonb, status text, "quotaTotal" int, "perPersonLimit" int, "claimFrom" date, "claimUntil" date, "voucherValidDays" int, "subsidyFen" int, "contentHash" text')}
    ON CONFLICT (merchant_id, code) DO UPDATE SET scene = excluded.scene, kind = excluded.kind, title = excluded.title, summary = excluded.summary,
      instructions = excluded.instructions, tiers = excluded.tiers, terms = excluded.terms, quota_total = CASE WHEN excluded.kind = 'loaded-code' THEN perk.quota_total ELSE excluded.quota_total END, per_person_limit = excluded.per_person_limit,
      claim_from = excluded.claim_from, claim_until = excluded.claim_until, voucher_valid_days = excluded.voucher_valid_days, subsidy_fen = excluded.subsidy_fen,
      status = CASE WHEN excluded.status NOT IN ('published', 'exhausted') THEN excluded.status
        WHEN perk.quota_used >= CASE WHEN excluded.kind = 'loaded-code' THEN perk.quota_total ELSE excluded.quota_total END THEN 'exhausted' ELSE 'published' END,
      tested_version = perk.version + 1, content_hash = excluded.content_hash, updated_at = excluded.updated_at, version = perk.version + 1
    WHERE perk.content_hash IS DISTINCT FROM excluded.content_hash
    RETURNING merchant_id || ' ' || code AS id, (xmax::text = '0') AS "isNew"`,
  )

/** Lender ids by USCC. */
export async function findLenderIds(db: Db, usccs: readonly string[]): Promise<Map<string, string>> {
  const codes = recordset([...new Set(usccs)].map((uscc) => ({ uscc })), 'uscc text')
  const rows = await rowsOf<{ uscc: string; id: string }>(db, sql`SELECT s.uscc, l.id FROM ${codes} JOIN subject s ON s.uscc = i.uscc JOIN lender l ON l.subject_id = s.id`)
  return new Map(rows.map((r) => [r.uscc, r.id]))
}

/** Answers by subject id what was written. Whether a lender is active is the file's to say until the office has decided it. */
export const upsertLenders = (db: Db, rows: readonly { id: string; subjectId: string; name: string; kind: string; status: string }[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO lender (id, subject_id, name, kind, status, created_at, updated_at)
    SELECT i.id, i."subjectId", i.name, i.kind, i.status, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "subjectId" text, name text, kind text, status text')}
    ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, status = CASE WHEN lender.standing_since IS NULL THEN excluded.status ELSE lender.status END, updated_at = excluded.updated_at, version = lender.version + 1
    WHERE (lender.name, lender.kind, lender.status) IS DISTINCT FROM (excluded.name, excluded.kind, CASE WHEN lender.standing_since IS NULL THEN excluded.status ELSE lender.status END)
    RETURNING subject_id AS id, (xmax::text = '0') AS "isNew"`,
  )

export interface LoanProductInsert {
  id: string
  lenderId: string
  code: string
  name: string
  kind: string
  amountMinFen: number
  amountMaxFen: number
  rateMinBps: number
  rateMaxBps: number
  feeBps: number
  termMinMonths: number
  termMaxMonths: number
  repayment: string
  method: string
  renewal: string
  zone: string | null
  audience: string
  responseWorkingDays: number
  entryRules: readonly ProductRule[]
  validUntil: string
  status: string
  contentHash: string
}

const PRODUCT_CONTENT = sql.raw('name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, fee_bps, term_min_months, term_max_months, repayment, method, renewal, zone, audience, response_working_days, entry_rules, valid_until')

/**
 * Answers by `lenderId code` what was written. What the office hands in counts as reviewed: it was running before. A change is the
 * product's next version, published in place of the one before; a draft on its way in the console stays.
 */
export async function upsertLoanProducts(db: Db, rows: readonly LoanProductInsert[], now: Date): Promise<Written[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const written = await rowsOf<Written & { productId: string; version: number }>(
    db,
    sql`
    INSERT INTO loan_product (id, lender_id, code, ${PRODUCT_CONTENT}, status, content_hash, created_at, updated_at)
    SELECT i.id, i."lenderId", i.code, i.name, i.kind, i."amountMinFen", i."amountMaxFen", i."rateMinBps", i."rateMaxBps", i."feeBps", i."termMinMonths", i."termMaxMonths", i.repayment, i.method, i.renewal,
      i.zone, i.audience, i."responseWorkingDays", i."entryRules", i."validUntil", i.status, i."contentHash", ${at}, ${at}
    FROM ${recordset(rows, 'id text, "lenderId" text, code text, name text, kind text, "amountMinFen" bigint, "amountMaxFen" bigint, "rateMinBps" int, "rateMaxBps" int, "feeBps" int, "termMinMonths" int, "termMaxMonths" int, repayment text, method text, renewal text, zone text, audience text, "responseWorkingDays" int, "entryRules" jsonb, "validUntil" date, status text, "contentHash" text')}
    ON CONFLICT (lender_id, code) DO UPDATE SET name = excluded.name, kind = excluded.kind, amount_min_fen = excluded.amount_min_fen, amount_max_fen = excluded.amount_max_fen,
      rate_min_bps = excluded.rate_min_bps, rate_max_bps = excluded.rate_max_bps, fee_bps = excluded.fee_bps, term_min_months = excluded.term_min_months, term_max_months = excluded.term_max_months,
      repayment = excluded.repayment, method = excluded.method, renewal = excluded.renewal, zone = excluded.zone, audience = excluded.audience, response_working_days = excluded.response_working_days,
      entry_rules = excluded.entry_rules, valid_until = excluded.valid_until, status = excluded.status, content_hash = excluded.content_hash, updated_at = excluded.updated_at,
      version = 1 + (SELECT max(v.version) FROM loan_product_version v WHERE v.product_id = loan_product.id)
    WHERE loan_product.content_hash IS DISTINCT FROM excluded.content_hash
    RETURNING lender_id || ' ' || code AS id, (xmax::text = '0') AS "isNew", id AS "productId", version`,
  )
  if (written.length === 0) return []
  const these = recordset(written, '"productId" text, version int')
  await db.execute(sql`UPDATE loan_product_version v SET status = 'replaced' FROM ${these} JOIN loan_product p ON p.id = i."productId"
    WHERE v.product_id = p.id AND v.version <> p.version AND (v.status = 'published' OR (v.status = 'draft' AND p.status = 'draft'))`)
  await db.execute(sql`INSERT INTO loan_product_version (product_id, version, status, ${PRODUCT_CONTENT}, author, created_at, published_at)
    SELECT p.id, p.version, CASE WHEN p.status = 'draft' THEN 'draft' ELSE 'published' END, ${PRODUCT_CONTENT}, 'system:import', ${at}, CASE WHEN p.status = 'draft' THEN NULL ELSE ${at} END
    FROM (SELECT p.* FROM ${these} JOIN loan_product p ON p.id = i."productId") p`)
  return written
}
