type Attributes = Record<string, string>

export const ADDED: Record<string, Attributes>
export const REMOVED: Record<string, string[]>
export function trim(components: Record<string, Attributes>): void
