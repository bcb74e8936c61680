import type { Ctx } from '../../context'
import { signEs256, signingPassKey, verifyEs256 } from '../../lib/keys'

/** Who got which offline kit, for which store, and when. */
export interface KitTicket {
  kitId: string
  storeId: string
  accountId: string
  /** UTC ISO 8601. */
  issuedAt: string
  /** SHA-256 of the kit's content, lower-case hex. */
  digest: string
}

const PREFIX = 'XK1'
/** Keeps a signature made for a kit from being one for a pass, and the reverse (docs/pass.md). */
const CONTEXT = 'xinhui/kit/v1\0'

const FIELDS = ['kitId', 'storeId', 'accountId', 'issuedAt', 'digest'] as const

/** `XK1.<kid>.<content>.<signature>`, signed with the key passes are signed with; the phone keeps it and hands it in with its scans. */
export function writeTicket(ctx: Ctx, ticket: KitTicket): string {
  const key = signingPassKey(ctx.keys.passes, ctx.now)
  const content = Buffer.from(JSON.stringify(FIELDS.map((f) => ticket[f]))).toString('base64url')
  const signed = `${PREFIX}.${key.kid}.${content}`
  return `${signed}.${Buffer.from(signEs256(Buffer.from(CONTEXT + signed, 'latin1'), key)).toString('base64url')}`
}

/** Undefined for anything that is not a ticket of ours. */
export function readTicket(ctx: Ctx, text: string): KitTicket | undefined {
  const parts = text.split('.')
  const [prefix, kid, content = '', signature = ''] = parts
  if (parts.length !== 4 || prefix !== PREFIX) return undefined
  const bytes = Buffer.from(CONTEXT + parts.slice(0, 3).join('.'), 'latin1')
  if (!ctx.keys.passes.some((k) => k.kid === kid && verifyEs256(bytes, Buffer.from(signature, 'base64url'), k))) return undefined
  const [kitId, storeId, accountId, issuedAt, digest] = JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as string[]
  if (kitId === undefined || storeId === undefined || accountId === undefined || issuedAt === undefined || digest === undefined) return undefined
  return { kitId, storeId, accountId, issuedAt, digest }
}
