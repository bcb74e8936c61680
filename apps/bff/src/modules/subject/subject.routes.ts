import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { lookUpSubject } from './look-up-subject'

/** Looking at many files in a row is what this stops. */
const LOOK_UPS = { points: 120, seconds: 3600, by: 'actor' } as const

export function registerSubjectRoutes(api: Api): void {
  api.route('GET /console/subjects/{subjectId}', { roles: ['reviewer', 'steward'], owner: 'city', audit: 'subject.look-up', limit: LOOK_UPS }, ({ ctx, params, query }) =>
    lookUpSubject({ ctx, input: { subjectId: params.subjectId, ...query, roles: callerStaff(ctx).roles } }),
  )
}
