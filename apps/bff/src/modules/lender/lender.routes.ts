import type { Api } from '../../http/route'

export function registerLenderRoutes(_api: Api): void {}
