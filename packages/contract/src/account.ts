import { z } from 'zod'
import type { EndpointShape } from './common'
import { OpenWaiver } from './waiver'

/** Shown before closing: each line says what happens to which data and why. */
export const AccountClosing = z.object({
  deleted: z.array(z.string()),
  kept: z.array(z.object({ what: z.string(), why: z.string() })),
  /** Unused vouchers that would be given back. */
  unusedVouchers: z.number().int(),
  /** Orders that go on under the terms agreed. */
  openWaivers: z.array(OpenWaiver),
})
export type AccountClosing = z.infer<typeof AccountClosing>

export const accountEndpoints = {
  'GET /me/export': { summary: 'Download my data: JSON and a readable page, in a zip (下载我的数据)', file: 'application/zip' },
  'GET /me/account': { summary: 'What closing my account would delete, and what the law keeps', response: AccountClosing },
  'DELETE /me/account': { summary: 'Close my account (注销账号): as easy as opening it', status: 204 },
} as const satisfies Record<string, EndpointShape>
