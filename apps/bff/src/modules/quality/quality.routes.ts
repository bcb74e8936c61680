import type { Api, Role } from '../../http/route'
import { listFailingRows, listFaultyCodes, listLateRows, measureQuality, stateOutput } from './measure-quality'

const READERS: readonly Role[] = ['steward', 'auditor', 'administrator']

export function registerQualityRoutes(api: Api): void {
  api.route('GET /console/quality', { roles: READERS, owner: 'city', audit: null }, ({ ctx, query }) => measureQuality({ ctx, input: query }))
  api.route('GET /console/quality/late', { roles: READERS, owner: 'city', audit: null }, ({ ctx, query }) => listLateRows({ ctx, input: query }))
  api.route('GET /console/quality/failing', { roles: READERS, owner: 'city', audit: null }, ({ ctx, query }) => listFailingRows({ ctx, input: query }))
  api.route('GET /console/quality/codes', { roles: READERS, owner: 'city', audit: null }, ({ ctx }) => listFaultyCodes({ ctx }))
  api.route('PUT /console/quality/outputs', { roles: ['steward', 'administrator'], owner: 'city', audit: 'quality.output' }, ({ ctx, body }) => stateOutput({ ctx, input: body }))
}
