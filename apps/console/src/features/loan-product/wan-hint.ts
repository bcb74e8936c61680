import { formatWan } from '@xinhui/rules'

/** How an amount that was typed is read, beside its field. */
export const wanHint = (fen: number | null): string | undefined => (fen === null ? undefined : `即 ${formatWan(fen)}`)
