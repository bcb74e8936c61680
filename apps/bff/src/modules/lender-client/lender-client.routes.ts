import type { LenderClient } from '@xinhui/contract'
import type { Api } from '../../http/route'
import { answerToken } from '../../http/token-endpoint'
import { type LenderClientRow, listLenderClients } from './lender-client.store'
import { openLenderClient } from './open-lender-client'
import { endLenderClient, LENDER_CLIENT_REGISTERED, LENDER_CLIENT_REVOKED, LENDER_CLIENT_ROTATED, registerLenderClient, rotateWebhookSecret } from './register-lender-client'
import { requireLenderScope } from './require-lender-scope'

const TOKEN_PATH = '/api/v1/lender/token'

const present = (row: LenderClientRow): LenderClient => ({
  clientId: row.id,
  lenderId: row.lenderId,
  name: row.name,
  status: row.status,
  keyThumbprint: row.thumbprint,
  webhookUrl: row.webhookUrl,
  createdAt: row.createdAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
})

export function registerLenderClientRoutes(api: Api): void {
  // The assertion is the single-use secret.
  api.route('POST /lender/token', { roles: ['anonymous'], owner: 'public', audit: null, idempotency: 'none', limit: { points: 120, seconds: 60, by: 'ip' } }, ({ ctx, http }) => answerToken({ ctx, http, path: TOKEN_PATH, open: openLenderClient }))

  const lender = { roles: ['lender-officer', 'administrator'], owner: 'lender' } as const

  api.route('GET /console/lenders/{lenderId}/clients', { ...lender, roles: ['lender-officer', 'auditor', 'administrator'], audit: null }, async ({ ctx, params }) => ({ items: (await listLenderClients(ctx.db, requireLenderScope(ctx, params.lenderId))).map(present) }))

  // `none`: the secret is answered once; the same key again is refused.
  api.route('POST /console/lenders/{lenderId}/clients', { ...lender, audit: LENDER_CLIENT_REGISTERED, idempotency: 'none' }, async ({ ctx, params, body }) => {
    const { row, webhookSecret } = await registerLenderClient({ ctx, input: { lenderId: requireLenderScope(ctx, params.lenderId), ...body } })
    return { ...present(row), webhookSecret }
  })

  // `none`: the secret is answered once; the same key again makes another.
  api.route('POST /console/lenders/{lenderId}/clients/{clientId}/secret', { ...lender, audit: LENDER_CLIENT_ROTATED, idempotency: 'none' }, async ({ ctx, params }) => ({ webhookSecret: await rotateWebhookSecret({ ctx, input: { lenderId: requireLenderScope(ctx, params.lenderId), clientId: params.clientId } }) }))

  api.route('DELETE /console/lenders/{lenderId}/clients/{clientId}', { ...lender, audit: LENDER_CLIENT_REVOKED }, ({ ctx, params }) => endLenderClient({ ctx, input: { lenderId: requireLenderScope(ctx, params.lenderId), clientId: params.clientId } }))
}
