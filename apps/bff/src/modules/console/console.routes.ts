import type { Api } from '../../http/route'

export function registerConsoleRoutes(_api: Api): void {}
