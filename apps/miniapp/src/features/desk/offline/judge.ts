import type { DeskRule, Verdict } from '@xinhui/contract'
import { type PassFailure, verifyPass } from '@xinhui/pass'
import { mayUseNow } from '@xinhui/rules/perk-terms-use'
import { clock } from '../../../lib/format'
import type * as Crypto from './crypto'
import { type KeptKit, kitState, serverNow } from './kit'
import type { BookedScan, ScanBook } from './scan-book'
import type { UsedHere } from './used-here'

/** What is written down when the clerk confirms. */
export interface ScanDraft {
  voucherId: string
  admittedAt: string
  kitId: string
  ticket: string
  benefit: string
  /** It goes together with other perks on one bill. */
  stacks: boolean
}

/** What the desk says without network: why it cannot say anything, or a verdict; `ask`: what the clerk has to rule out first. */
export type OfflineVerdict = { unable: string } | { verdict: Verdict; draft?: ScanDraft; ask?: string }

const NOTHING: Omit<Verdict, 'verdict' | 'code' | 'sentence'> = { voucherId: null, perkTitle: null, benefit: null, instructions: null, voucherExpiresAt: null, usedAt: null, usedStoreName: null, asksPromotions: false }

const mayNot = (code: string, sentence: string, more: Partial<Verdict> = {}): OfflineVerdict => ({ verdict: { ...NOTHING, verdict: 'may-not', code, sentence, ...more } })

/** As the desk with network names them. */
const CODES: Readonly<Record<PassFailure, string>> = {
  MALFORMED: 'UNREADABLE',
  VERSION: 'UNREADABLE',
  UNKNOWN_KEY: 'UNREADABLE',
  SIGNATURE: 'FORGED',
  NOT_YET: 'NOT_YET',
  EXPIRED: 'PASS_EXPIRED',
  WRONG_MERCHANT: 'WRONG_MERCHANT',
  REVOKED: 'WITHDRAWN',
}

interface Desk {
  kit: KeptKit | undefined
  book: Pick<ScanBook, 'admitted' | 'all'>
  /** What this phone redeemed with network. */
  used: readonly UsedHere[]
  /** The shop's own promotion is on the bill: as the clerk said, or not asked yet. */
  promotions?: boolean | undefined
  /** The phone's clock, ms. */
  now: number
  crypto: typeof Crypto
}

/**
 * Judges a pass without network: signature, time, merchant, what the kit says was withdrawn, what this phone has already let
 * in or redeemed, and the perk's own rules. A pass does not say who holds it: whether two vouchers are of one bill 叠加 the clerk is asked. Till codes cannot be checked here: their key never leaves the server.
 */
export async function judgeOffline(text: string, { kit, book, used, promotions, now, crypto }: Desk): Promise<OfflineVerdict> {
  const state = kitState(kit, now)
  if (!kit || state.is === 'none') return { unable: '这部手机还没有离线数据' }
  if (state.is === 'clock') return { unable: '手机时间不对，不能离线核销' }
  if (state.is === 'old') return { unable: `离线数据超过 ${state.maxAgeHours} 小时，不能再用来核销` }
  if (!text.startsWith('XH')) return { unable: '收银码要联网才能核对，请顾客出示二维码' }
  const { content } = kit
  const at = serverNow(kit, now)
  const passed = await verifyPass(text, {
    keys: (kid) => content.keys.filter((key) => key.kid === kid).map((key) => (signed, signature) => crypto.verifyEs256(key, signed, signature)),
    nowSeconds: at / 1000,
    clockSkewSeconds: content.clockSkewSeconds,
    merchantId: content.merchantId,
    isRevoked: ({ voucherId }) => content.withdrawn.includes(voucherId),
  })
  if (!passed.ok && passed.code === 'UNKNOWN_KEY') return { unable: passed.message }
  if (!passed.ok) return mayNot(CODES[passed.code], passed.code === 'REVOKED' ? '这张券已使用或已退回' : passed.message)
  const { voucherId, perkVersion, tier } = passed.claims
  const before: BookedScan | undefined = book.admitted(voucherId)
  if (before) return mayNot('USED', `这部手机 ${clock(before.admittedAt)} 已核销过这张券`, { voucherId, usedAt: before.admittedAt })

  // What was used before the kit was made the kit names itself, and knows whether it was reversed.
  const here = used.find((one) => one.voucherId === voucherId && Date.parse(one.redeemedAt) > Date.parse(kit.issuedAt))
  if (here) return mayNot('USED', `这部手机 ${clock(here.redeemedAt)} 已联网核销过这张券`, { voucherId, usedAt: here.redeemedAt })

  const rules = content.rules.filter((rule) => rule.version === perkVersion && rule.benefits[tier] !== undefined && rule.benefits[tier] !== null)
  if (rules.length > 0 && rules.every((rule) => rule.onlineOnly)) return { unable: '这种券要联网才能核销' }
  const judged = rules.filter((rule) => !rule.onlineOnly).map((rule) => ({ rule, refusal: refusalOf(rule, { storeId: content.storeId, at, together: { perks: 0, promotions: promotions ?? false } }) }))
  const open = judged.filter(({ refusal }) => refusal === undefined).map(({ rule }) => rule)
  const [refused] = judged
  if (open.length === 0 && refused?.refusal) return mayNot(refused.refusal.code, refused.refusal.sentence, { voucherId, perkTitle: rules.length === 1 ? refused.rule.perkTitle : null })
  const benefits = [...new Set(open.map((rule) => rule.benefits[tier] ?? ''))]
  const [only] = open
  const benefit = benefits.length === 1 ? (benefits[0] ?? '') : benefits.length === 0 ? '见顾客屏幕上的优惠' : benefits.join('，或 ')
  const stacks = open.length > 0 && open.every((rule) => rule.terms.stacking === 'with-perks')
  const mate = lastHere({ book, used }, content.storeId, at - content.sameBillMinutes * 60_000)
  return {
    ...(mate && !(stacks && mate.stacks) ? { ask: `这部手机 ${clock(mate.at)} 刚核销过“${mate.benefit}”。同一位顾客的同一笔消费，两项不能叠加` } : {}),
    verdict: {
      ...NOTHING,
      verdict: 'may',
      code: null,
      sentence: `可以使用：${benefit}`,
      voucherId,
      perkTitle: open.length === 1 ? (only?.perkTitle ?? null) : null,
      benefit,
      asksPromotions: promotions === undefined && open.some((rule) => rule.terms.stacking === 'alone'),
      instructions: open.length === 1 ? (only?.instructions ?? null) : '看顾客屏幕上的优惠名称，按那一项结算',
    },
    draft: { voucherId, admittedAt: new Date(at).toISOString(), kitId: kit.kitId, ticket: kit.ticket, benefit, stacks },
  }
}

/** The newest use at this desk since a moment, ms; of one with network the phone does not know whether it stacks. */
function lastHere({ book, used }: Pick<Desk, 'book' | 'used'>, storeId: string, since: number): { at: string; benefit: string; stacks: boolean } | undefined {
  const alone = book.all().filter((one) => one.result?.outcome !== 'withdrawn').map((one) => ({ storeId: one.storeId, at: one.admittedAt, benefit: one.benefit, stacks: one.stacks ?? false }))
  const online = used.map((one) => ({ storeId: one.storeId, at: one.redeemedAt, benefit: one.benefit, stacks: false }))
  return [...alone, ...online].filter((one) => one.storeId === storeId && Date.parse(one.at) > since).sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]
}

function refusalOf(rule: DeskRule, now: Parameters<typeof mayUseNow>[1]): { code: string; sentence: string } | undefined {
  const use = mayUseNow(rule.terms, now)
  return use.may ? undefined : use
}
