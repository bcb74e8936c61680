import type { Api } from '../../http/route'

export function registerRecordRoutes(_api: Api): void {}
