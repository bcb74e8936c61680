import type { Api } from '../../http/route'

export function registerPerkRoutes(_api: Api): void {}
