import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call, fetchFile } from '../../lib/request'
import { saveBlob } from '../../lib/save'

export type Batch = Api['GET /console/imports']['response']['items'][number]
export type Reject = Api['GET /console/imports/{batchId}']['response']['rejects'][number]

const POLL = 2000

export const importList: ListSource<Batch> = {
  key: ['imports', 'list'],
  page: ({ cursor, limit, signal }) => call('GET /console/imports', { query: { cursor, limit }, signal }),
  pollWhile: (rows) => (rows.some((batch) => batch.status === 'running' || batch.status === 'queued') ? POLL : false),
}

export const importQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['imports', batchId],
    queryFn: ({ signal }) => call('GET /console/imports/{batchId}', { params: { batchId }, signal }),
    refetchInterval: (query) => (query.state.data?.batch.status === 'running' || query.state.data?.batch.status === 'queued' ? POLL : false),
  })

export const layoutsQuery = queryOptions({ queryKey: ['layouts'], queryFn: ({ signal }) => call('GET /console/layouts', { signal }), staleTime: 600_000 })

export const cancelImport = (batchId: string) => call('POST /console/imports/{batchId}/cancellation', { params: { batchId } })

export async function saveRejects(batch: Batch): Promise<void> {
  const blob = await fetchFile('GET /console/imports/{batchId}/rejects.csv', { params: { batchId: batch.batchId } })
  saveBlob(`${batch.fileName.replace(/\.[^.]+$/, '')}-退回.csv`, blob)
}
