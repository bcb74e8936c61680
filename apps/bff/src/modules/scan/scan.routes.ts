import type { Api } from '../../http/route'
import { issueKit } from './issue-kit'
import { SCANS_SYNCED, syncScans } from './sync-scans'

export function registerScanRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const

  api.route('GET /desk/offline-kit', { ...desk, audit: null, limit: { points: 120, seconds: 60, by: 'actor' } }, async ({ ctx, query, http }) => {
    const kit = await issueKit({ ctx, input: query })
    http.header('etag', `"${kit.digest}"`)
    return kit
  })

  // A scan's id is the hash of what it says: delivering it again adds nothing, whatever key the call has.
  api.route('POST /desk/offline-scans', { ...desk, audit: SCANS_SYNCED, idempotency: 'none', limit: { points: 120, seconds: 60, by: 'actor' } }, ({ ctx, body }) => syncScans({ ctx, input: body }))
}
