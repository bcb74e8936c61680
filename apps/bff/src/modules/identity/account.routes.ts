import { callerAccount, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { closeAccount, previewClosing } from './close-account'
import { exportMyData } from './export-my-data'

export function registerAccountRoutes(api: Api): void {
  api.route('GET /me/export', { roles: ['resident'], owner: 'self', personScore: 'own', audit: 'me.export', limit: { points: 10, seconds: 3600, by: 'actor' } }, async ({ ctx, http }) => {
    const zip = await exportMyData({ ctx, input: { accountId: callerAccount(ctx).accountId, subjectId: callerSubject(ctx) } })
    return http.body(new Uint8Array(zip).buffer, 200, { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="xinhui-my-data.zip"`, 'cache-control': 'no-store' })
  })

  api.route('GET /me/account', { roles: ['account'], owner: 'self', audit: null }, ({ ctx }) => previewClosing(ctx, callerAccount(ctx).subjectId))

  // `none`: the session that could ask again is gone with the account.
  api.route('DELETE /me/account', { roles: ['account'], owner: 'self', audit: 'account.close', idempotency: 'none' }, ({ ctx }) => {
    const { accountId, subjectId } = callerAccount(ctx)
    return closeAccount({ ctx, input: { accountId, subjectId } })
  })
}
