import type { Api } from '../../http/route'

export function registerVoucherRoutes(_api: Api): void {}
