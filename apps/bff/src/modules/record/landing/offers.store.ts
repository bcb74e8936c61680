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

/** Answers by subject id what was written. */
export const upsertLenders = (db: Db, rows: readonly { id: string; subjectId: string; name: string; kind: string; status: string }[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO lender (id, subject_id, name, kind, status, created_at, updated_at)
    SELECT i.id, i."subjectId", i.name, i.kind, i.status, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "subjectId" text, name text, kind text, status text')}
    ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, status = excluded.status, updated_at = excluded.updated_at
    WHERE (lender.name, lender.kind, lender.status) IS DISTINCT FROM (excluded.name, excluded.kind, excluded.status)
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
  termMinMonths: number
  termMaxMonths: number
  repayment: string
  zone: string | null
  audience: string
  responseWorkingDays: number
  entryRules: Record<string, string | number>
  validUntil: string
  status: string
  contentHash: string
}

/** Answers by `lenderId code` what was written. */
export const upsertLoanProducts = (db: Db, rows: readonly LoanProductInsert[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO loan_product (id, lender_id, code, name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, term_min_months, term_max_months, repayment,
      zone, audience, response_working_days, entry_rules, valid_until, status, content_hash, created_at, updated_at)
    SELECT i.id, i."lenderId", i.code, i.name, i.kind, i."amountMinFen", i."amountMaxFen", i."rateMinBps", i."rateMaxBps", i."termMinMonths", i."termMaxMonths", i.repayment,
      i.zone, i.audience, i."responseWorkingDays", i."entryRules", i."validUntil", i.status, i."contentHash", ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "lenderId" text, code text, name text, kind text, "amountMinFen" bigint, "amountMaxFen" bigint, "rateMinBps" int, "rateMaxBps" int, "termMinMonths" int, "termMaxMonths" int, repayment text, zone text, audience text, "responseWorkingDays" int, "entryRules" jsonb, "validUntil" date, status text, "contentHash" text')}
    ON CONFLICT (lender_id, code) DO UPDATE SET name = excluded.name, kind = excluded.kind, amount_min_fen = excluded.amount_min_fen, amount_max_fen = excluded.amount_max_fen,
      rate_min_bps = excluded.rate_min_bps, rate_max_bps = excluded.rate_max_bps, term_min_months = excluded.term_min_months, term_max_months = excluded.term_max_months,
      repayment = excluded.repayment, zone = excluded.zone, audience = excluded.audience, response_working_days = excluded.response_working_days,
      entry_rules = excluded.entry_rules, valid_until = excluded.valid_until, status = excluded.status, content_hash = excluded.content_hash, updated_at = excluded.updated_at
    WHERE loan_product.content_hash IS DISTINCT FROM excluded.content_hash
    RETURNING lender_id || ' ' || code AS id, (xmax::text = '0') AS "isNew"`,
  )
