/** Every page of the app, by name. A feature is a subpackage: `root` is its folder, `pages` lie inside it. */
export const tabs = ['pages/home/index', 'pages/perks/index', 'pages/finance/index', 'pages/me/index'] as const

export const subPackages: readonly { root: string; pages: readonly string[] }[] = []
