import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { grant, id } from '../../testing/server'
import { compareFields, compareRules } from './compare'
import { emptyProduct, readProduct, typedProduct, withMethod } from './draft'
import type { EntryRule, ProductDraft, ProductFound, ProductVersion, RuleChoices } from './queries'
import { bpsOf, emptyRule, fenOf, readRule, typedRule, yuanText } from './rule-form'
import { ruleGroups, ruleTitles } from './words'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const RULES: EntryRule[] = [
  { kind: 'grade', atLeast: '良好' },
  { kind: 'age', minMonths: 24, maxMonths: 120 },
  { kind: 'industry', anyOf: ['I65', 'M'], noneOf: ['C16'] },
  { kind: 'region', anyOf: ['530102'] },
  { kind: 'size', anyOf: ['micro', 'small'] },
  { kind: 'tax-rating', atLeast: 'B' },
  { kind: 'headcount', min: 5, max: null },
  { kind: 'revenue', minFen: 100_000_001, maxFen: 5_000_000_000 },
  { kind: 'tax-paid', minFen: 0, maxFen: 99 },
  { kind: 'penalties', withinMonths: 12, atMost: 0 },
  { kind: 'not-listed', lists: ['严重失信主体名单'] },
  { kind: 'listed', anyOf: ['专精特新中小企业'] },
  { kind: 'first-loan' },
  { kind: 'collateral', anyOf: ['real-estate', 'receivable'], coverBps: 15_050 },
]
const draft: ProductDraft = {
  name: '云岭科技贷', kind: 'credit', amountMinFen: 10_000_001, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, feeBps: 0, termMinMonths: 3, termMaxMonths: 12, repayment: '按月付息，到期还本', method: 'interest-only', renewal: 'none', zone: '科创',
  audience: '科技型小微企业', responseWorkingDays: 3, entryRules: RULES, validUntil: '2027-12-31',
}

describe('the editor’s form', () => {
  it('shows a version and reads back the same, every rule and every fen', () => {
    expect(readProduct(typedProduct(draft))).toEqual({ draft })
    const months: EntryRule = { kind: 'age', minMonths: 18, maxMonths: null }
    expect(readRule(typedRule(months, 'r0'))).toEqual(months)
    expect([yuanText(5), yuanText(10_000_001), yuanText(1_234_550)]).toEqual(['0.05', '100000.01', '12345.5'])
    expect([fenOf('100000.01'), fenOf('10万'), fenOf('1.5万元'), fenOf('0.001'), fenOf('100美元'), fenOf('')]).toEqual([10_000_001, 10_000_000, 1_500_000, null, null, null])
    expect([bpsOf('3.65'), bpsOf('4'), bpsOf('3.6'), bpsOf('3.655'), bpsOf('-1')]).toEqual([365, 400, 360, null, null])
  })

  it('offers every rule a lender may ask for, and no other', () => {
    expect(ruleGroups.flatMap((group) => group.kinds).toSorted()).toEqual(RULES.map((rule) => rule.kind).toSorted())
    expect(Object.keys(ruleTitles).toSorted()).toEqual(RULES.map((rule) => rule.kind).toSorted())
  })

  it('says what is missing or upside down, each once', () => {
    const empty = readProduct({ ...emptyProduct('2026-11-21'), rules: [emptyRule('age', 'r0'), emptyRule('industry', 'r1'), { ...emptyRule('headcount', 'r2'), low: '9', high: '3' }] })
    expect(empty).toEqual({ issues: ['请填写产品名称', '请填写最低额度，如 100000 或 10万', '请填写最高额度，如 1000000 或 100万', '请填写最低年利率，最多两位小数', '请填写最高年利率，最多两位小数', '请填写适用对象', '成立时间：请至少填一个界限', '行业：请选择行业', '参保人数：上限小于下限'] })
    expect(readProduct({ ...typedProduct(draft), amountMin: '200万', termMin: '24' })).toEqual({ issues: ['额度：上限小于下限', '期限：上限小于下限'] })
    expect(readProduct({ ...typedProduct(draft), rules: [{ ...emptyRule('listed', 'r0'), picks: ['失信'] }, { ...emptyRule('not-listed', 'r1'), picks: ['失信'] }] })).toEqual({ issues: ['失信：不能既要求列入又要求不在'] })
  })

  it('another way of repaying changes its words as long as nobody wrote their own', () => {
    expect(withMethod(emptyProduct('2026-11-21'), 'bullet')).toEqual({ method: 'bullet', repayment: '到期一次还本付息' })
    expect(withMethod(typedProduct(draft), 'bullet')).toEqual({ method: 'bullet' })
  })
})

describe('two versions', () => {
  it('differ field by field and rule by rule; the same rule in another place does not differ', () => {
    const after: ProductDraft = { ...draft, rateMaxBps: 420, zone: null }
    expect(compareFields(draft, after).filter((line) => line.change !== 'same')).toEqual([
      { title: '年利率', before: '3.65%至4.8%', after: '3.65%至4.2%', change: 'changed' },
      { title: '专区', before: '科创', after: '不进专区', change: 'changed' },
    ])
    const before: EntryRule[] = [{ kind: 'region', anyOf: ['530102'] }, { kind: 'penalties', withinMonths: 12, atMost: 0 }, { kind: 'penalties', withinMonths: 36, atMost: 2 }, { kind: 'first-loan' }]
    const now: EntryRule[] = [{ kind: 'penalties', withinMonths: 36, atMost: 1 }, { kind: 'penalties', withinMonths: 12, atMost: 0 }, { kind: 'size', anyOf: ['micro'] }, { kind: 'region', anyOf: ['530102'] }]
    expect(compareRules(before, now, { 530102: '临河区' })).toEqual([
      { title: '行政处罚', before: '近36个月行政处罚不超过2次', after: '近36个月行政处罚不超过1次', change: 'changed' },
      { title: '行政处罚', before: '近12个月行政处罚不超过0次', after: '近12个月行政处罚不超过0次', change: 'same' },
      { title: '企业规模', before: null, after: '微型企业', change: 'added' },
      { title: '注册地', before: '注册地在临河区', after: '注册地在临河区', change: 'same' },
      { title: '首贷户', before: '首次贷款', after: null, change: 'removed' },
    ])
  })
})

const productId = id('lpr', 1)
const choices: RuleChoices = {
  grades: ['较差', '一般', '良好', '优秀'], taxRatings: ['D', 'C', 'M', 'B', 'A'], regions: [{ code: '530102', name: '临河区' }], lists: ['严重失信主体名单'], zones: ['科创', '涉农'],
  industries: { verified: false, source: 'GB/T 4754-2017', sections: [{ code: 'C', title: '制造业', divisions: [{ code: 'C13', title: '农副食品加工业' }, { code: 'C14', title: '食品制造业' }] }, { code: 'I', title: '信息传输、软件和信息技术服务业', divisions: [{ code: 'I65', title: '软件和信息技术服务业' }] }] },
}
const version = (over: Partial<ProductVersion> = {}): ProductVersion => ({
  version: 1, status: 'published', author: '演示·银行', createdAt: '2026-11-20T02:00:00.000Z', submittedAt: '2026-11-20T03:00:00.000Z', reviewer: '演示·审核员', reviewedAt: '2026-11-20T04:00:00.000Z', reviewNote: null, publishedAt: '2026-11-20T05:00:00.000Z', publisher: '演示·审核员', paper: null, confirmer: null, confirmedAt: null, draft: { ...draft, entryRules: [{ kind: 'first-loan' }] }, rules: ['首次贷款'], changes: [], ...over,
})
const handedIn = version({ version: 2, status: 'submitted', reviewer: null, reviewedAt: null, publishedAt: null, draft: { ...draft, rateMaxBps: 420, entryRules: [] }, rules: [] })
const product = (over: Partial<ProductFound> = {}): ProductFound => ({
  productId, lenderId: id('len', 1), lenderName: '云汀银行', name: draft.name, kind: 'credit', kindTitle: '信用', amountMinFen: draft.amountMinFen, amountMaxFen: draft.amountMaxFen, rateMinBps: 365, rateMaxBps: 480, termMinMonths: 3, termMaxMonths: 12, repayment: draft.repayment, zone: '科创', audience: draft.audience, responseWorkingDays: 3,
  status: 'published', version: 1, open: { version: 2, status: 'submitted' }, versions: [handedIn, version()], history: [{ at: '2026-11-20T03:00:00.000Z', by: '演示·银行', action: 'loan-product.submitted', version: 2 }], mayReview: true, mayConfirm: false, mayPublish: false, ...over,
})
const asOfficer = { 'POST /staff/sessions/refresh': () => ({ json: { ...grant('token', ['lender-officer']), staff: { ...grant('token').staff, roles: ['lender-officer'], lenderId: id('len', 1) } } }) }

describe('信贷产品', () => {
  it('the office sees what changed side by side, hands it back with a reason, and publishes what was passed', async () => {
    let found = product()
    open = await openConsole(`/loan-products/${productId}`, ['reviewer'], {
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      [`GET /console/loan-products/${productId}`]: () => ({ json: found }),
      [`POST /console/loan-products/${productId}/review`]: ({ body }) => {
        const { passed, note } = JSON.parse(body) as { passed: boolean; note?: string }
        found = passed ? product({ open: { version: 2, status: 'reviewed' }, versions: [{ ...handedIn, status: 'reviewed', reviewer: '演示·审核员' }, version()], mayReview: false, mayPublish: true }) : product({ open: { version: 2, status: 'draft' }, versions: [{ ...handedIn, status: 'draft', reviewNote: note ?? null }, version()], mayReview: false })
        return { json: found }
      },
      [`POST /console/loan-products/${productId}/publication`]: () => {
        found = product({ open: null, versions: [{ ...handedIn, status: 'published' }, version({ status: 'replaced' })], mayReview: false })
        return { json: found }
      },
    })
    await screen.findByText('第 2 版与第 1 版相比有 2 处不同。')
    const changes = screen.getByRole('region', { name: '和现在发布的相比' })
    expect(within(changes).getByRole('row', { name: '年利率 3.65%至4.8% 3.65%至4.2% 修改' })).toBeDefined()
    expect(within(changes).getByRole('row', { name: '首贷户 首次贷款 — 删除' })).toBeDefined()
    expect((screen.getByRole('button', { name: '退回修改' })).hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByLabelText('意见'), { target: { value: '请写明为什么放开首贷' } })
    fireEvent.click(screen.getByRole('button', { name: '退回修改' }))
    await screen.findByText(/第 2 版被退回：请写明为什么放开首贷/)
    expect(JSON.parse(open.asked.find((one) => one.path.endsWith('/review'))?.body ?? '')).toEqual({ version: 2, passed: false, note: '请写明为什么放开首贷' })
    found = product()
    await open.leave()
    open = await openConsole(`/loan-products/${productId}`, ['reviewer'], {
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      [`GET /console/loan-products/${productId}`]: () => ({ json: found }),
      [`POST /console/loan-products/${productId}/review`]: () => {
        found = product({ open: { version: 2, status: 'reviewed' }, versions: [{ ...handedIn, status: 'reviewed', reviewer: '演示·审核员' }, version()], mayReview: false, mayPublish: true })
        return { json: found }
      },
      [`POST /console/loan-products/${productId}/publication`]: () => {
        found = product({ open: null, version: 2, versions: [{ ...handedIn, status: 'published' }, version({ status: 'replaced' })], mayReview: false })
        return { json: found }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '通过审核' }))
    fireEvent.click(await screen.findByRole('button', { name: /^发\s*布$/ }))
    await waitFor(() => expect(screen.queryByRole('region', { name: '下一步' })).toBeNull())
    expect(JSON.parse(open.asked.find((one) => one.path.endsWith('/publication'))?.body ?? '')).toEqual({ version: 2 })
  })

  it('whoever wrote a version does not review it, and is told who does', async () => {
    open = await openConsole(`/loan-products/${productId}`, ['reviewer'], { 'GET /console/loan-rule-choices': () => ({ json: choices }), [`GET /console/loan-products/${productId}`]: () => ({ json: product({ mayReview: false }) }) })
    await screen.findByText(/这一版由您填写，须由另一位审核员审核/)
    expect(screen.queryByRole('button', { name: '通过审核' })).toBeNull()
  })

  it('the officer reads what the office wrote for the bank and confirms it, or hands it back with a reason; nobody publishes what they wrote', async () => {
    const onPaper = version({ status: 'reviewed', author: '演示·审核员', paper: '盖章的产品说明书', publishedAt: null, publisher: null })
    let found = product({ status: 'draft', open: { version: 1, status: 'reviewed' }, versions: [onPaper], mayReview: false, mayConfirm: true })
    open = await openConsole(`/loan-products/${productId}`, ['lender-officer'], {
      ...asOfficer,
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      [`GET /console/loan-products/${productId}`]: () => ({ json: found }),
      [`POST /console/loan-products/${productId}/confirmation`]: () => {
        found = { ...found, mayConfirm: false, mayPublish: true, versions: [{ ...onPaper, confirmer: '演示·银行', confirmedAt: '2026-11-20T06:00:00.000Z' }] }
        return { json: found }
      },
    })
    await screen.findByText(/依据：盖章的产品说明书。请核对下面的内容/)
    expect(screen.queryByRole('button', { name: /^发\s*布$/ })).toBeNull()
    expect(screen.getByText(/等机构确认后才能发布/)).toBeDefined()
    expect(screen.getByRole('button', { name: '退回信用办' }).hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: '确认无误' }))
    await screen.findByRole('button', { name: /^发\s*布$/ })
    expect(JSON.parse(open.asked.find((one) => one.path.endsWith('/confirmation'))?.body ?? '')).toEqual({ version: 1, agreed: true })
    found = product({ open: { version: 2, status: 'reviewed' }, versions: [{ ...handedIn, status: 'reviewed', reviewer: '演示·审核员' }, version()], mayReview: false })
    await open.leave()
    open = await openConsole(`/loan-products/${productId}`, ['lender-officer'], { ...asOfficer, 'GET /console/loan-rule-choices': () => ({ json: choices }), [`GET /console/loan-products/${productId}`]: () => ({ json: found }) })
    await screen.findByText(/这一版由您填写，须由另一人发布/)
    expect(screen.queryByRole('button', { name: /^发\s*布$/ })).toBeNull()
  })

  it('the office writes a product for a bank it chooses, from a paper it names', async () => {
    const bank = { lenderId: id('len', 2), uscc: '91990101MA00000000', name: '云汀农商行', kind: 'rural-bank', kindTitle: '农商行', status: 'active', answerWorkingDays: 5, licenceNumber: null, licenceUntil: null, licenceExpired: false, products: 0, officers: 0 }
    open = await openConsole('/loan-products', ['reviewer'], {
      'GET /console/loan-products': () => ({ json: { items: [product()], nextCursor: null } }),
      'GET /console/lenders': () => ({ json: { items: [bank], nextCursor: null } }),
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      'POST /console/loan-products': () => ({ status: 201, json: product({ status: 'draft' }) }),
      [`GET /console/loan-products/${productId}`]: () => ({ json: product({ status: 'draft' }) }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '代录产品' }))
    await screen.findByLabelText('产品名称')
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await screen.findByText('请选择机构')
    expect(screen.getByText('请填写代录依据')).toBeDefined()
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '机构' }))
    fireEvent.click(await screen.findByTitle('云汀农商行'))
    for (const [label, value] of [['代录依据', '盖章的产品说明书'], ['产品名称', '云岭软件贷'], ['适用对象', '软件企业'], ['最低额度（元）', '10万'], ['最高额度（元）', '100万'], ['最低年利率（%）', '3.65'], ['最高年利率（%）', '4.2']] as const) fireEvent.change(screen.getByLabelText(label), { target: { value } })
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await waitFor(() => expect(open?.asked.some((one) => one.method === 'POST' && one.path === '/console/loan-products')).toBe(true))
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path === '/console/loan-products')?.body ?? '')).toMatchObject({ lenderId: bank.lenderId, paper: '盖章的产品说明书', draft: { name: '云岭软件贷' } })
  }, 60_000)

  it('an officer builds rules by clicking, reads each as the firm will, counts firms, and saves', async () => {
    const dry = { day: '2026-11-21', firms: 300, fits: 12, unknown: 8, failed: 280, rules: [{ words: '属于软件和信息技术服务业', passed: null, unknown: 0, failed: null }] }
    open = await openConsole('/loan-products', ['lender-officer'], {
      ...asOfficer,
      'GET /console/loan-products': () => ({ json: { items: [product()], nextCursor: null } }),
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      'POST /console/loan-products/dry-run': () => ({ json: dry }),
      'POST /console/loan-products': () => ({ status: 201, json: product({ status: 'draft' }) }),
      [`GET /console/loan-products/${productId}`]: () => ({ json: product({ status: 'draft' }) }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '起草产品' }))
    const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
    await screen.findByLabelText('产品名称')
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await screen.findByText('请填写产品名称')
    for (const [label, value] of [['产品名称', '云岭软件贷'], ['适用对象', '软件企业'], ['最低额度（元）', '10万'], ['最高额度（元）', '1000000.01'], ['最低年利率（%）', '3.65'], ['最高年利率（%）', '4.2']] as const) type(label, value)
    expect(screen.getByText('即 100.000001万元')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: '添加条件：行业' }))
    const only = screen.getByRole('group', { name: '只限这些行业' })
    fireEvent.change(within(only).getByLabelText('只限这些行业：查找'), { target: { value: '软件和' } })
    fireEvent.click(within(only).getByRole('checkbox', { name: /^65 / }))
    await screen.findByText('企业看到：属于软件和信息技术服务业')
    expect(screen.getByRole('button', { name: '添加条件：行业' }).hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: '添加条件：注册地' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '临河区' }))
    await screen.findByText('企业看到：注册地在临河区')
    expect(document.body.textContent).not.toMatch(/添加条件：(个人|年龄|性别)/)
    fireEvent.click(screen.getByRole('button', { name: /^试\s*算$/ }))
    await screen.findByText('12 户符合')
    expect(screen.getByRole('img', { name: '全部条件：符合12 户，缺信息8 户，不符合280 户' })).toBeDefined()
    expect(screen.getByText('符合 不公布 · 缺信息 0 户 · 不符合 不公布')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await waitFor(() => expect(open?.asked.some((one) => one.method === 'POST' && one.path === '/console/loan-products')).toBe(true))
    const sent = JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path === '/console/loan-products')?.body ?? '') as { lenderId: string; draft: ProductDraft }
    expect(sent).toMatchObject({ lenderId: id('len', 1), draft: { amountMinFen: 10_000_000, amountMaxFen: 100_000_001, rateMaxBps: 420, entryRules: [{ kind: 'industry', anyOf: ['I65'], noneOf: [] }, { kind: 'region', anyOf: ['530102'] }] } })
    expect(open.asked.find((one) => one.path === '/console/loan-products/dry-run')?.body).toContain('"anyOf":["I65"]')
  }, 120_000)
})
