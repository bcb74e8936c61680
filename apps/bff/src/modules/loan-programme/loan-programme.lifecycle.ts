/** Ways a programme moves. It is written while a draft or paused; a second person puts it in force, again after every change. An end is for good. */
export const PROGRAMME_EDGES = {
  publish: { from: ['draft', 'paused'], to: 'published', event: 'loan-programme.published' },
  pause: { from: ['published'], to: 'paused', event: 'loan-programme.paused' },
  end: { from: ['draft', 'published', 'paused'], to: 'ended', event: 'loan-programme.ended' },
} as const

export const PROGRAMME_DRAFTED = 'loan-programme.drafted'
export const PROGRAMME_CHANGED = 'loan-programme.changed'
export const PROGRAMME_DRY_RUN = 'loan-programme.dry-run'
export const PRODUCT_ATTACHED = 'loan-programme.attached'
export const PRODUCT_CONFIRMED = 'loan-programme.confirmed'
export const PRODUCT_DETACHED = 'loan-programme.detached'

/** Moves after which firms may be offered support that they were not offered before. */
export const SUPPORT_EVENTS: readonly string[] = [PROGRAMME_EDGES.publish.event, PRODUCT_CONFIRMED]
