import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type AuditEntry = Api['GET /console/audit']['response']['items'][number]

export const auditList = (filter: { action?: string; entityId?: string }): ListSource<AuditEntry> => ({
  key: ['audit', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/audit', { query: { ...filter, cursor, limit: limit ?? 50 }, signal }),
})
