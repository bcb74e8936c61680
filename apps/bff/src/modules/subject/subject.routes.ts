import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { lookUpSubject } from './look-up-subject'
import { searchSubjects } from './search-subjects'

/** Looking at many files in a row is what this stops. */
const LOOK_UPS = { points: 120, seconds: 3600, by: 'actor' } as const

export function registerSubjectRoutes(api: Api): void {
  // A number that is looked for stands in the body: an address is kept by proxies and browsers.
  api.route('POST /console/subject-searches', { roles: ['reviewer', 'steward'], owner: 'city', audit: 'subject.search', limit: LOOK_UPS }, ({ ctx, body }) => searchSubjects({ ctx, input: { ...body, roles: callerStaff(ctx).roles } }))

  api.route('GET /console/subjects/{subjectId}', { roles: ['reviewer', 'steward'], owner: 'city', audit: 'subject.look-up', limit: LOOK_UPS }, ({ ctx, params, query }) =>
    lookUpSubject({ ctx, input: { subjectId: params.subjectId, ...query, roles: callerStaff(ctx).roles } }),
  )
}
