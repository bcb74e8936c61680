import type { ConsoleProgramme, ConsoleProgrammeDetail, LenderProgramme } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { ruleWords } from '@xinhui/rules/financing/index'
import { actorName, type Ctx } from '../../context'
import { callerStaff } from '../../http/caller'
import { listAudit } from '../audit/audit.store'
import { regionNames } from '../financing/scales'
import { nameStaff } from '../identity/staff.store'
import { dearerThan } from './attach-product'
import { PROGRAMME_EDGES } from './loan-programme.lifecycle'
import { countAttached, listAttached, type ProgrammeRow } from './loan-programme.store'
import { draftOf, KIND_TITLES, programmeRules, programmeWords } from './programme-terms'

const HISTORY = 100

const ruled = (ctx: Ctx, row: ProgrammeRow) => programmeRules(row).map((rule) => ruleWords(rule, regionNames(ctx.city)))

function present(ctx: Ctx, row: ProgrammeRow, products: number): ConsoleProgramme {
  const today = dayInShanghai(ctx.now.getTime())
  const { code, status, version, reservedFen, paidFen } = row
  return {
    code, status, version, reservedFen, paidFen, products,
    draft: draftOf(row),
    kindTitle: KIND_TITLES[row.kind],
    words: programmeWords(row),
    rules: ruled(ctx, row),
    isOpen: status === 'published' && row.opensOn <= today && today <= row.closesOn,
    leftFen: row.potFen - reservedFen - paidFen,
    updatedAt: row.updatedAt.toISOString(),
  }
}

export async function presentProgrammes(ctx: Ctx, rows: readonly ProgrammeRow[]): Promise<ConsoleProgramme[]> {
  const counts = await countAttached(ctx.db)
  return rows.map((row) => present(ctx, row, counts.get(row.code) ?? 0))
}

const mayKeep = (ctx: Ctx) => callerStaff(ctx).roles.some((role) => role === 'reviewer' || role === 'administrator')

/** A programme with its products and what happened to it, newest first. */
export async function presentProgrammeDetail(ctx: Ctx, row: ProgrammeRow): Promise<ConsoleProgrammeDetail> {
  const attached = await listAttached(ctx.db, row.code)
  const audited = await listAudit(ctx.db, { entityId: row.code, limit: HISTORY })
  const actors = [row.author, row.publisher ?? '', ...attached.flatMap((one) => [one.attachedBy, one.confirmedBy ?? '']), ...audited.map((entry) => entry.actor)]
  const names = await nameStaff(ctx.db, actors.filter((name) => name.startsWith('staff:')).map((name) => name.slice(6)))
  const nameOf = (actor: string) => (actor === 'system:city' ? '城市数据' : (names.get(actor.replace('staff:', '')) ?? '系统'))
  const me = actorName(ctx.actor)
  const from: readonly ProgrammeRow['status'][] = PROGRAMME_EDGES.publish.from
  return {
    ...present(ctx, row, attached.filter((one) => one.confirmedBy !== null).length),
    author: nameOf(row.author),
    publisher: row.publisher === null ? null : nameOf(row.publisher),
    mayPublish: mayKeep(ctx) && from.includes(row.status) && row.author !== me,
    attached: attached.map((one) => ({
      productId: one.productId, name: one.name, lenderName: one.lenderName, rateMaxBps: one.rateMaxBps, state: one.confirmedBy === null ? 'proposed' : 'active', attachedBy: nameOf(one.attachedBy), confirmedBy: one.confirmedBy === null ? null : nameOf(one.confirmedBy),
      mayConfirm: mayKeep(ctx) && one.confirmedBy === null && one.attachedBy !== me, note: dearerThan(row, one),
    })),
    history: audited.map(({ at, actor, action }) => ({ at: at.toISOString(), by: nameOf(actor), action })),
  }
}

/** As a lender reads it beside its product. */
export const presentForProduct = (ctx: Ctx, row: ProgrammeRow, of: { isActive: boolean; rateMaxBps: number }): LenderProgramme => ({
  code: row.code, title: row.title, kind: row.kind, kindTitle: KIND_TITLES[row.kind], issuer: row.issuer, words: programmeWords(row), rules: ruled(ctx, row), basis: row.basis, basisVerified: row.basisVerified,
  opensOn: row.opensOn, closesOn: row.closesOn, status: row.status, state: of.isActive ? 'active' : 'proposed', note: dearerThan(row, of),
})
