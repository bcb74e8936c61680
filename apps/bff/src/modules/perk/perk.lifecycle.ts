import type { PerkStatus } from '@xinhui/contract'

export interface PerkEdge {
  from: readonly PerkStatus[]
  to: PerkStatus
  /** Action of the audit row this move leaves. */
  event: string
}

/** Every way a perk's state changes. A new one is a draft; the import also takes over perks that run already. */
export const PERK_EDGES = {
  /** The test voucher was redeemed at a desk. */
  test: { from: ['draft'], to: 'tested', event: 'perk.tested' },
  /** What was tested is not what it says any more. */
  redraft: { from: ['tested', 'published', 'paused', 'exhausted'], to: 'draft', event: 'perk.redrafted' },
  publish: { from: ['tested'], to: 'published', event: 'perk.published' },
  pause: { from: ['published', 'exhausted'], to: 'paused', event: 'perk.paused' },
  /** To `exhausted` where nothing is left. */
  resume: { from: ['paused'], to: 'published', event: 'perk.resumed' },
  exhaust: { from: ['published'], to: 'exhausted', event: 'perk.exhausted' },
  reopen: { from: ['exhausted'], to: 'published', event: 'perk.reopened' },
  end: { from: ['draft', 'tested', 'published', 'paused', 'exhausted'], to: 'ended', event: 'perk.ended' },
} as const satisfies Record<string, PerkEdge>

export const PERK_DRAFTED = 'perk.drafted'
export const PERK_EDITED = 'perk.edited'
export const PERK_REFILLED = 'perk.refilled'
export const PERK_CODES_LOADED = 'perk.codes-loaded'
