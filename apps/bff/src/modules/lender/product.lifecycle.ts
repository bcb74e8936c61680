/** Ways a version moves; `returned` goes back to its author. */
export const VERSION_EDGES = {
  submit: { from: 'draft', to: 'submitted', event: 'loan-product.submitted' },
  pass: { from: 'submitted', to: 'reviewed', event: 'loan-product.reviewed' },
  return: { from: 'submitted', to: 'draft', event: 'loan-product.returned' },
  /** The lender says no to what the office wrote for it, before or after the review. */
  decline: { from: ['submitted', 'reviewed'], to: 'draft', event: 'loan-product.declined' },
  publish: { from: 'reviewed', to: 'published', event: 'loan-product.published' },
} as const

/** Ways a product moves once one of its versions was published. An end is for good. */
export const PRODUCT_EDGES = {
  pause: { from: ['published'], to: 'paused', event: 'loan-product.paused' },
  resume: { from: ['paused'], to: 'published', event: 'loan-product.resumed' },
  end: { from: ['draft', 'published', 'paused'], to: 'ended', event: 'loan-product.ended' },
} as const

/** The lender says yes to what the office wrote for it. */
export const PRODUCT_CONFIRMED = 'loan-product.confirmed'
export const PRODUCT_DRAFTED = 'loan-product.drafted'
export const PRODUCT_DRY_RUN = 'loan-product.dry-run'

/** Moves after which firms are offered something else than before. */
export const OFFER_EVENTS: readonly string[] = [VERSION_EDGES.publish.event, PRODUCT_EDGES.pause.event, PRODUCT_EDGES.resume.event, PRODUCT_EDGES.end.event]
