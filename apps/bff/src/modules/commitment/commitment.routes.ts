import { dayInShanghai, isDay } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import { checkCommitment, decideCommitment } from './check-commitment'
import { COMMITMENT_CHECKED, COMMITMENT_SIGNED, COMMITMENT_STATED } from './commitment.lifecycle'
import { countCommitments, findCommitment, findOwnCommitment, listCommitments, listOwnCommitments } from './commitment.store'
import { commitmentTemplates, presentTemplate, templatesFor } from './commitment-templates'
import { presentCommitment, presentCommitmentDetail, presentConsoleCommitments } from './present-commitment'
import { signCommitment } from './sign-commitment'
import { stateCommitment } from './state-commitment'

const SIGNATURES = { points: 30, seconds: 3600, by: 'actor' } as const
const ENDED = '9999-12-31'
const READERS = ['reviewer', 'administrator', 'auditor'] as const

const listOf = async (ctx: Ctx, subjectId: string, kind: 'person' | 'organization') => ({ items: (await listOwnCommitments(ctx.db, subjectId)).map(presentCommitment), templates: templatesFor(ctx.city, kind) })

async function detailOf(ctx: Ctx, by: { subjectId: string; id: string }) {
  const row = await findOwnCommitment(ctx.db, by)
  if (!row) throw new DomainError('NOT_FOUND')
  return presentCommitmentDetail(ctx, row)
}

/** `2026-11-20.cmt_…`: where the next page starts. */
function afterOf(cursor: string | undefined): { day: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [day = '', id = ''] = cursor.split('.')
  if (!isDay(day) || !/^cmt_\w{26}$/.test(id)) throw new DomainError('VALIDATION', { detail: '翻页位置无效，请从第一页开始', errors: [{ field: 'cursor', message: '翻页位置无效' }] })
  return { day, id }
}

export function registerCommitmentRoutes(api: Api): void {
  api.route('GET /commitment-templates', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => ({ items: commitmentTemplates(ctx.city).map(presentTemplate) }))
  registerOwn(api)
  registerFirm(api)
  registerConsole(api)
}

function registerOwn(api: Api): void {
  const self = { roles: ['resident'], owner: 'self' } as const

  api.route('GET /me/commitments', { ...self, audit: null }, ({ ctx }) => listOf(ctx, callerSubject(ctx), 'person'))

  api.route('POST /me/commitments', { ...self, audit: COMMITMENT_SIGNED, limit: SIGNATURES }, async ({ ctx, body }) => {
    const subjectId = callerSubject(ctx)
    return presentCommitmentDetail(ctx, await signCommitment({ ctx, input: { ...body, subjectId, signedById: subjectId, kind: 'person' } }))
  })

  api.route('GET /me/commitments/{commitmentId}', { ...self, audit: null }, ({ ctx, params }) => detailOf(ctx, { subjectId: callerSubject(ctx), id: params.commitmentId }))

  api.route('POST /me/commitments/{commitmentId}/statement', { ...self, audit: COMMITMENT_STATED }, async ({ ctx, params, body }) =>
    presentCommitmentDetail(ctx, await stateCommitment({ ctx, input: { subjectId: callerSubject(ctx), ...params, ...body } })),
  )
}

function registerFirm(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/commitments', { ...firm, audit: null }, async ({ ctx, params }) => listOf(ctx, (await requireFirm(ctx, params.firmId, 'file')).firmId, 'organization'))

  // A promise binds the whole firm: no agent gives it.
  api.route('POST /firms/{firmId}/commitments', { ...firm, audit: COMMITMENT_SIGNED, limit: SIGNATURES }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    return presentCommitmentDetail(ctx, await signCommitment({ ctx, input: { ...body, subjectId: firmId, signedById: callerSubject(ctx), kind: 'organization' } }))
  })

  api.route('GET /firms/{firmId}/commitments/{commitmentId}', { ...firm, audit: null }, async ({ ctx, params }) => detailOf(ctx, { subjectId: (await requireFirm(ctx, params.firmId, 'file')).firmId, id: params.commitmentId }))

  api.route('POST /firms/{firmId}/commitments/{commitmentId}/statement', { ...firm, audit: COMMITMENT_STATED }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'objection')
    return presentCommitmentDetail(ctx, await stateCommitment({ ctx, input: { subjectId: firmId, commitmentId: params.commitmentId, ...body } }))
  })
}

function registerConsole(api: Api): void {
  api.route('GET /console/commitments', { roles: READERS, owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listCommitments(ctx.db, { status: query.status, after: afterOf(query.cursor), limit: query.limit + 1 })
    const last = rows[query.limit - 1]
    return { items: await presentConsoleCommitments(ctx, rows.slice(0, query.limit)), nextCursor: rows.length > query.limit && last ? `${last.nextDueOn ?? ENDED}.${last.id}` : null }
  })

  api.route('GET /console/commitment-figures', { roles: READERS, owner: 'city', audit: null }, async ({ ctx }) => {
    const counts = await countCommitments(ctx.db, dayInShanghai(ctx.now.getTime()))
    return { ...counts, rateBps: counts.firms === 0 ? null : Math.round((counts.commitments * 10_000) / counts.firms) }
  })

  api.route('GET /console/commitments/{commitmentId}', { roles: ['reviewer'], owner: 'city', audit: null }, ({ ctx: outer, params }) =>
    inTransaction(outer, async (ctx) => {
      const row = await findCommitment(ctx.db, params.commitmentId)
      const subject = row && (await findSubject(ctx.db, row.subjectId))
      if (!subject) throw new DomainError('NOT_FOUND')
      await writeAccessLog(ctx, { subjectId: subject.id, viewer: CITY_VIEWER, purpose: '信用承诺核查', basis: `承诺人签署的《${row.text.title}》：接受核查`, fields: ['遮盖后的姓名', row.text.title] })
      return { ...(await presentCommitmentDetail(ctx, row)), subjectId: subject.id, subjectKind: subject.kind, subjectName: shownSubject(ctx, subject).name }
    }),
  )

  api.route('POST /console/commitments/{commitmentId}/checks/{checkId}', { roles: ['reviewer'], owner: 'city', audit: COMMITMENT_CHECKED }, async ({ ctx, params, body }) =>
    presentCommitment(await checkCommitment({ ctx, input: { ...params, ...body, staffId: callerStaff(ctx).staffId } })),
  )

  api.route('POST /console/commitments/{commitmentId}/decision', { roles: ['reviewer'], owner: 'city', audit: 'commitment.*' }, async ({ ctx, params, body }) => presentCommitment(await decideCommitment({ ctx, input: { ...params, ...body } })))
}
