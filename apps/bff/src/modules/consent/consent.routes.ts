import type { Api } from '../../http/route'

export function registerConsentRoutes(_api: Api): void {}
