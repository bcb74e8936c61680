import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { blankForm, fillForm } from './fill-form'
import { guidePage } from './guide-page'
import { guidesOn } from './load-guides'
import { presentGuide, searchGuides } from './present-guide'
import type { Guide } from './read-guide'

const todays = (ctx: Ctx) => guidesOn(ctx.city, dayInShanghai(ctx.now.getTime()))

function requireGuide(ctx: Ctx, id: string): Guide {
  const guide = todays(ctx).find((g) => g.id === id)
  if (!guide) throw new DomainError('NOT_FOUND')
  return guide
}

/** 修复指引: for everybody; a form filled in only for whose record it is. */
export function registerGuideRoutes(api: Api): void {
  const open = { roles: ['anonymous'], owner: 'public', audit: null } as const

  api.route('GET /repair-guides', open, ({ ctx, query }) => Promise.resolve({ items: searchGuides(todays(ctx), query.keyword ?? '') }))
  api.route('GET /repair-guides/{guideId}', open, ({ ctx, params }) => Promise.resolve(presentGuide(requireGuide(ctx, params.guideId))))
  api.route('GET /repair-guides/{guideId}/page', open, ({ ctx, params }) => Promise.resolve(guidePage(requireGuide(ctx, params.guideId))))
  api.route('GET /repair-templates/{template}', open, ({ ctx, params }) => Promise.resolve(blankForm(ctx, params.template)))

  api.route('GET /me/records/{recordId}/repair-templates/{template}', { roles: ['resident'], owner: 'self', audit: null }, ({ ctx, params }) => fillForm({ ctx, input: { ownerId: callerSubject(ctx), recordId: params.recordId, code: params.template } }))
  api.route('GET /firms/{firmId}/records/{recordId}/repair-templates/{template}', { roles: ['resident'], owner: 'firm', audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, ['file', 'repair'])
    return fillForm({ ctx, input: { ownerId: firmId, recordId: params.recordId, code: params.template } })
  })
}
