import type { Api } from '../../http/route'
import { callerSubject } from '../../http/caller'
import { listAccessLog, listConsents } from './consent.store'
import { grantItemConsent } from './grant-item-consent'
import { presentAccess, presentConsent, presentItemConsents } from './present-consent'
import { withdrawConsent } from './withdraw-consent'

/** As many as a person reads; the whole log belongs to the copy of one's data. */
const ACCESS_LOG_LIMIT = 200

export function registerConsentRoutes(api: Api): void {
  api.route('GET /me/consents', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => ({
    items: (await listConsents(ctx.db, callerSubject(ctx))).map((row) => presentConsent(ctx.city, row, ctx.now)),
  }))

  api.route('GET /me/item-consents', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => presentItemConsents(ctx, 'person', await listConsents(ctx.db, callerSubject(ctx))))

  api.route('POST /me/consents', { roles: ['resident'], owner: 'self', audit: 'consent.grant' }, async ({ ctx, body }) =>
    presentConsent(ctx.city, await grantItemConsent({ ctx, input: { subjectId: callerSubject(ctx), item: body.item, textVersion: body.textVersion } }), ctx.now),
  )

  api.route('DELETE /me/consents/{consentId}', { roles: ['resident'], owner: 'self', audit: 'consent.withdraw' }, ({ ctx, params }) =>
    withdrawConsent({ ctx, input: { subjectId: callerSubject(ctx), consentId: params.consentId } }),
  )

  api.route('GET /me/access-log', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => ({
    items: (await listAccessLog(ctx.db, callerSubject(ctx), ACCESS_LOG_LIMIT)).map(presentAccess),
  }))
}
