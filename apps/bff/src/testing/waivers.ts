import { createHash } from 'node:crypto'
import { makeCtx } from '../context'
import type { PayScoreSnapshot } from '../gateways/gateways'
import { cleanUpload } from '../lib/clean-upload'
import { followVoucher } from '../modules/waiver/follow-voucher'
import { applySnapshot } from '../modules/waiver/sync-pay-score'
import type { TestApp } from './app'
import { createPerk, fetchPasses, openTerms } from './market'
import type { Resident } from './people'
import { jpegWith } from './photos'

export const PHOTO = jpegWith({ exif: 'GPS 25.100000,118.500000' })
export const PHOTO_ID = createHash('sha256')
  .update(cleanUpload(PHOTO)?.bytes ?? Buffer.alloc(0))
  .digest('hex')

const systemCtx = (app: TestApp) => makeCtx(app.deps, { requestId: 'test-waiver', actor: { kind: 'system', name: 'test' } })

/** What 支付分 would have told about an order. */
export async function tellOrder(app: TestApp, waiverId: string, order: Partial<PayScoreSnapshot>): Promise<void> {
  const base: PayScoreSnapshot = { outOrderNo: waiverId, orderId: 'test', state: 'DOING', description: null, totalFen: null, paid: false, package: null }
  await applySnapshot({ ctx: systemCtx(app), input: { order: { ...base, ...order } } })
}

type Step = 'quoted' | 'reserved' | 'in-use' | 'returned' | 'photographed' | 'claimed' | 'disputed' | 'billed'

async function must(app: TestApp, key: string, as: string, input: { body?: unknown; raw?: Uint8Array } = {}): Promise<Record<string, unknown>> {
  const { status, body, text } = await app.call(key, { as, ...input, ...(input.raw ? { headers: { 'content-type': 'image/jpeg' } } : {}) })
  if (status >= 300) throw new Error(`${key}: ${text}`)
  return body
}

/** An order of `owner`, who also holds a post at the store, brought over the API as far as `until`, 33 yuan of deposit. */
export async function createOrder(app: TestApp, options: { owner: Resident; merchantId: string; storeId: string; until: Step }): Promise<string> {
  const { owner, until } = options
  const clerk = owner.token
  const terms = openTerms('deposit-waiver', { benefit: { kind: 'deposit-waiver', depositFen: 3300 } })
  const { perkId } = await createPerk(app, { merchantId: options.merchantId, kind: 'deposit-waiver', title: '相机免押租', terms })
  const { waiverId: id, textVersion } = await must(app, 'POST /waivers', owner.token, { body: { perkId } })
  const waiverId = String(id)
  if (until === 'quoted') return waiverId
  const { voucherId } = await must(app, `POST /waivers/${waiverId}/consent`, owner.token, { body: { agreed: true, textVersion } })
  await tellOrder(app, waiverId, { state: 'CREATED', package: 'pkg' })
  if (until === 'reserved') return waiverId
  await tellOrder(app, waiverId, { description: 'USER_CONFIRM' })
  const [pass] = await fetchPasses(app, owner.token, String(voucherId))
  await must(app, 'POST /desk/redemptions', clerk, { body: { storeId: options.storeId, presented: pass?.text } })
  await followVoucher({ ctx: systemCtx(app), input: { voucherId: String(voucherId) } })
  if (until === 'in-use') return waiverId
  await must(app, `POST /desk/waivers/${waiverId}/return`, clerk, { body: { useFen: 1200, intact: until === 'billed' } })
  if (until === 'billed') await tellOrder(app, waiverId, { description: 'MCH_COMPLETE', totalFen: 1200 })
  if (until === 'returned' || until === 'billed') return waiverId
  await must(app, `POST /desk/waivers/${waiverId}/photos`, clerk, { raw: PHOTO })
  if (until === 'photographed') return waiverId
  await must(app, `POST /desk/waivers/${waiverId}/claim`, clerk, { body: { amountFen: 2000, reason: '镜头有明显划痕' } })
  if (until === 'claimed') return waiverId
  await must(app, `POST /waivers/${waiverId}/dispute`, owner.token, { body: { reason: '还的时候是好的，有照片为证' } })
  return waiverId
}
