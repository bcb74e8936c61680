import type { Persona } from '@xinhui/contract'

/** What the demo city lends to whoever tries it out. Exists only in demo mode; production has none and no routes for it. */
export interface DemoSource {
  /** Who can hold the phone. */
  personas(): readonly Persona[]
  /** The login code WeChat would give this persona now; undefined when there is no such persona. */
  codeFor(key: string): string | undefined
  /** Console accounts of the demo and their passwords. Names, roles and one-time codes are read from the database. */
  staff(): readonly { username: string; password: string }[]
  /** Confirms an order at the simulated 支付分, as its user would in WeChat. False: nothing to confirm. */
  confirmPayScore(outOrderNo: string): Promise<boolean>
}
