import type { Api } from '../../http/route'

export function registerCityRoutes(_api: Api): void {}
