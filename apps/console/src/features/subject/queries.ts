import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'
import type { Reason } from './reason'

export type Hits = Api['POST /console/subject-searches']['response']
export type Hit = Hits['items'][number]
export type Subject = Api['GET /console/subjects/{subjectId}']['response']
export type SubjectRecord = Subject['records'][number]

export const searchSubjects = (body: Api['POST /console/subject-searches']['body']) => call('POST /console/subject-searches', { body })

/** Every reading is a line in the subject's access log: once for each opening, never again because a window came to the front. */
export const subjectQuery = (subjectId: string, reason: Reason) =>
  queryOptions({
    queryKey: ['subject', subjectId, reason],
    queryFn: ({ signal }) => call('GET /console/subjects/{subjectId}', { params: { subjectId }, query: reason, signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
