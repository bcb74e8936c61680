import type { Api } from '../../http/route'

export function registerIdentityRoutes(_api: Api): void {}
