import { type Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertWebhook } from '../loan-application/webhook.store'
import { tellOffice } from '../notice/tell-office'
import { enqueue } from '../outbox/enqueue'
import { PRODUCT_CONFIRMED, PRODUCT_EDGES, VERSION_EDGES } from './product.lifecycle'
import type { ProductRow } from './product.store'

interface Moved {
  version: number
  event: string
  /** The reviewer's opinion, or why the lender says no; the reader's whole reason. */
  note?: string | null
  /** What the office wrote the version from, when it did. */
  paper?: string | null
}

type Words = (product: string, moved: Moved) => { title: string; body: string }

const said = ({ note }: Moved, before: string) => (note ? `${before}${note}` : '')

/** What the office does with a lender's product, as its officers read it. */
const TO_LENDER: Readonly<Record<string, Words>> = {
  [VERSION_EDGES.submit.event]: (product, { paper }) => ({ title: '请确认信用办代录的产品', body: `${product}，依据：${paper ?? ''}。确认后才能发布。` }),
  [VERSION_EDGES.pass.event]: (product, moved) => ({ title: '产品通过审核', body: `${product}，可以发布了。${said(moved, '审核意见：')}` }),
  [VERSION_EDGES.return.event]: (product, moved) => ({ title: '产品被退回修改', body: `${product}。${said(moved, '理由：')}` }),
  [VERSION_EDGES.publish.event]: (product) => ({ title: '产品已发布', body: `${product}，企业已经看得到。` }),
  [PRODUCT_EDGES.pause.event]: (product) => ({ title: '产品被信用办暂停', body: `${product}，企业暂时看不到；已有的申请照常办理。` }),
  [PRODUCT_EDGES.resume.event]: (product) => ({ title: '产品已恢复', body: `${product}，企业又看得到了。` }),
  [PRODUCT_EDGES.end.event]: (product) => ({ title: '产品被信用办结束', body: `${product}，不能再申请；已有的申请照常办理。` }),
}

/** What a lender says to what the office wrote for it. */
const TO_OFFICE: Readonly<Record<string, Words>> = {
  [PRODUCT_CONFIRMED]: (product) => ({ title: '机构确认了代录的产品', body: `${product}，通过审核后可以发布。` }),
  [VERSION_EDGES.decline.event]: (product, moved) => ({ title: '机构退回了代录的产品', body: `${product}。${said(moved, '理由：')}` }),
}

const KINDS = ['loan-product.submitted', 'loan-product.reviewed', 'loan-product.returned', 'loan-product.published', 'loan-product.paused', 'loan-product.resumed', 'loan-product.ended', 'loan-product.confirmed', 'loan-product.declined'] as const
const kindOf = (event: string) => KINDS.find((kind) => kind === event)

/**
 * Tells the other side of a product's move, in the caller's transaction and so once: the lender's officers in the console and its own
 * system by webhook, which leaves from the outbox; or the office. Nobody is told what they did themselves.
 */
export async function tellProduct(ctx: Ctx, product: Pick<ProductRow, 'id' | 'lenderId' | 'name'>, moved: Moved): Promise<void> {
  const isLender = ctx.actor.kind === 'staff' && ctx.actor.lenderId !== null
  const words = (isLender ? TO_OFFICE : TO_LENDER)[moved.event]
  const kind = kindOf(moved.event)
  // A lender's own draft that the office hands in asks nothing of the lender.
  if (!words || !kind || (kind === 'loan-product.submitted' && !moved.paper)) return
  await tellOffice(ctx, { kind, cause: newId('ofn', ctx.now), productId: product.id, lenderId: isLender ? null : product.lenderId, ...words(`“${product.name}”第 ${moved.version} 版`, moved) })
  if (isLender) return
  const webhookId = newId('msg', ctx.now)
  await insertWebhook(ctx.db, { id: webhookId, lenderId: product.lenderId, productId: product.id, productVersion: moved.version, note: moved.note ?? null, type: kind.replace('loan-product.', 'product.'), createdAt: ctx.now })
  await enqueue(ctx, 'loan.webhook', { webhookId })
}
