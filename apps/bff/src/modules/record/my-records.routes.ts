import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { readFile } from './read-file'

/** The subject's own file. */
export function registerMyRecordRoutes(api: Api): void {
  api.route('GET /me/records', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => ({ items: await readFile(ctx, { subjectId: callerSubject(ctx), openTexts: true }) }))
}
