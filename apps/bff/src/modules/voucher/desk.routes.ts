import type { Api } from '../../http/route'

export function registerDeskRoutes(_api: Api): void {}
