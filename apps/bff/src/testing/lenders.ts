import { randomInt } from 'node:crypto'
import { newId } from '../lib/id'
import { lender, loanProduct, loanProductVersion } from '../modules/lender/lender.table'
import type { TestApp } from './app'
import { createOrganization } from './market'

type Content = Omit<typeof loanProduct.$inferInsert, 'id' | 'lenderId' | 'code' | 'contentHash' | 'createdAt' | 'updatedAt' | 'version'>

export async function createLender(app: TestApp, options: { name?: string; status?: 'active' | 'suspended' | 'terminated' } = {}): Promise<{ lenderId: string; subjectId: string; name: string }> {
  const name = options.name ?? `云汀测试银行${randomInt(10_000)}`
  const { subjectId } = await createOrganization(app, { name })
  const lenderId = newId('len')
  await app.deps.db.insert(lender).values({ id: lenderId, subjectId, name, kind: 'city-bank', status: options.status ?? 'active', createdAt: app.clock.now(), updatedAt: app.clock.now() })
  return { lenderId, subjectId, name }
}

/** A published product, 1万–100万 for 3–36 months, with its first version. */
export async function createProduct(app: TestApp, options: Partial<Content> & { lenderId?: string } = {}): Promise<{ productId: string; lenderId: string }> {
  const { lenderId = (await createLender(app)).lenderId, ...over } = options
  const productId = newId('lpr')
  const now = app.clock.now()
  const { status, ...content }: Content = {
    name: '测试贷', kind: 'credit', amountMinFen: 1_000_000, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, termMinMonths: 3, termMaxMonths: 36, repayment: '等额本息', method: 'equal-instalment',
    audience: '小微企业', responseWorkingDays: 3, entryRules: [], validUntil: '2027-12-31', ...over, status: over.status ?? 'published',
  }
  await app.deps.db.insert(loanProduct).values({ id: productId, lenderId, code: productId, ...content, status, contentHash: productId, createdAt: now, updatedAt: now })
  await app.deps.db.insert(loanProductVersion).values({ productId, version: 1, ...content, status: status === 'draft' ? 'draft' : 'published', author: 'system:import', createdAt: now, publishedAt: status === 'draft' ? null : now })
  return { productId, lenderId }
}
