interface Described {
  role?: string
  label?: string
  /** Decoration: not read out. */
  hidden?: boolean
  disabled?: boolean
  checked?: boolean
  selected?: boolean
  expanded?: boolean
  live?: 'polite' | 'assertive'
  level?: number
}

const NAMES = ['label', 'hidden', 'disabled', 'checked', 'selected', 'expanded', 'live'] as const

/**
 * Screen-reader attributes for a Taro element. The browser wants `role` and `aria-*`, as text because Taro's H5
 * elements drop a false; WeChat wants `aria-role` and knows no heading level.
 */
export function a11y(described: Described): Record<string, string> {
  const h5 = process.env.TARO_ENV === 'h5'
  const out: Record<string, string> = {}
  if (described.role !== undefined) out[h5 ? 'role' : 'aria-role'] = described.role
  if (h5 && described.level !== undefined) out['aria-level'] = String(described.level)
  for (const name of NAMES) {
    const value = described[name]
    if (value !== undefined) out[`aria-${name}`] = String(value)
  }
  return out
}
