import type { Api } from '../../http/route'

export function registerScoreRoutes(_api: Api): void {}
