import { describe, expect, it } from 'vitest'
import { applyLabel, caseNote, caseTimeline, channelRow, clockSentence, decisionFacts, decisionTitle, dueWords, fileProblem, mayApplyAgain, type Offer, type RepairCase, wants, wantsOf, wantsTitle } from './case.view'

const clock = (over: Partial<RepairCase['clocks'][number]> = {}): RepairCase['clocks'][number] => ({ step: 'accept', title: '受理', holder: '市城管局', startedOn: '2026-11-26', workingDays: 3, dueOn: '2026-12-01', leftWorkingDays: 3, provisional: false, doneOn: null, colour: 'green', escalatedAt: null, ...over })

const check: RepairCase['check'] = {
  ruleId: 'repair-order-36-penalty', ruleTitle: '行政处罚信用修复', sourceRef: '令第36号', verified: false, why: '', className: '一般', isRepairable: true, earliestOn: '2026-08-12', autoEndsOn: '2027-05-12', channel: '信用修复窗口',
  conditions: [
    { code: 'minimum-period', title: '已满最短公示期', state: 'met', basis: '' },
    { code: 'duties-done', title: '义务全部履行完毕', state: 'unknown', basis: '' },
    { code: 'commitment', title: '已作出公开信用承诺', state: 'unknown', basis: '' },
    { code: 'other-rules', title: '其他条件', state: 'unknown', basis: '' },
  ],
  materials: [{ code: 'duties-proof', title: '义务履行完毕的证明材料', obtainableByOffice: true }],
}
const one = (over: Partial<RepairCase> = {}): RepairCase => ({
  caseId: 'rpc_1', kind: 'repair', kindTitle: '信用修复', status: 'submitted', statusTitle: '待受理', recordId: 'rec_1', itemTitle: '行政处罚', office: '市城管局', decidedOn: '2026-05-12', submittedAt: '2026-11-26T04:00:00Z', clock: clock(),
  statement: '', check, evidence: [], missing: [], commitment: { textVersion: 'v1', title: '信用修复承诺书', paragraphs: [], hash: 'h' }, commitmentAgreedAt: null, defects: [], answer: null, clocks: [clock(), clock({ step: 'decide', dueOn: '2026-12-10' })],
  steps: [{ at: '2026-11-26T04:00:00Z', event: 'submit', title: '提交申请', by: '申请人', note: null }], decision: null, endedOn: null, channels: [], linkedCaseId: null, reviewOn: null, followUp: null, firmId: null, firmName: null, mayEdit: false, mayWithdraw: true, mayAnswer: false, next: '', ...over,
})

describe('what is still missing', () => {
  it('is one list: a condition shown by a file or by the signature is not asked twice', () => {
    const list = wantsOf(one())
    expect(list.map(({ key, word, open }) => [key, word, open])).toEqual([['minimum-period', '已满足', false], ['other-rules', '由单位核实', false], ['duties-proof', '单位可代取', false], ['commitment', '还缺', true]])
    expect(wantsTitle(list)).toBe('还差 1 项')
    const ruling = { code: 'court-ruling', title: '法院裁定书', obtainableByOffice: false }
    expect(wantsTitle(wantsOf(one({ check: { ...check, materials: [...check.materials, ruling] } })))).toBe('还差 2 项')
    expect(wantsTitle(wants({ check, handedIn: new Set(), signedOn: '2026-11-26T04:00:00Z', commitment: '信用修复承诺书' }))).toBe('都齐了')
    expect(wantsTitle(wants({ check, handedIn: new Set(['duties-proof']), signedOn: '2026-11-26T04:00:00Z', commitment: '信用修复承诺书' }))).toBe('都齐了')
  })

  it('before the shortest time is over names the day', () => {
    const early = { ...check, earliestOn: '2027-02-10', conditions: [{ code: 'minimum-period', title: '已满最短公示期', state: 'missing' as const, basis: '' }] }
    expect(wants({ check: early, handedIn: new Set(), signedOn: null, commitment: '信用修复承诺书' })[0]).toMatchObject({ word: '2027年2月10日起', open: true })
  })
})

describe('the clock', () => {
  it('says who must do what by when, and how many working days are left', () => {
    expect(clockSentence(clock())).toBe('市城管局应于2026年12月1日前答复是否受理，还有 3 个工作日')
    expect(clockSentence(clock({ step: 'answer', holder: '申请人', leftWorkingDays: 0, colour: 'amber' }))).toBe('请您于2026年12月1日前补正，今天到期')
    expect(clockSentence(clock({ leftWorkingDays: -2, colour: 'red', escalatedAt: '2026-12-02T04:00:00Z' }))).toBe('市城管局应于2026年12月1日前答复是否受理，已经超期，已报负责人督办')
    expect(clockSentence(clock({ dueOn: null, leftWorkingDays: null, colour: 'paused' }))).toContain('暂停')
    expect(dueWords(clock({ provisional: true }))).toBe('2026年12月1日前（暂估），还有 3 个工作日')
  })

  it('stands in the timeline after what happened and before what follows', () => {
    expect(caseTimeline(one()).map(({ title, state, at }) => [title, state, at])).toEqual([
      ['提交申请', 'done', '2026年11月26日 12:00'],
      ['答复是否受理', 'now', '2026年12月1日前，还有 3 个工作日'],
      ['作出决定', 'ahead', '2026年12月10日前，还有 3 个工作日'],
      ['各渠道停止公示', 'ahead', undefined],
    ])
    expect(caseTimeline(one({ status: 'effective', clocks: [] }))).toHaveLength(1)
    expect(caseTimeline(one({ status: 'reviewing', clocks: [clock({ step: 'opinion', holder: '市税务局' }), clock({ step: 'opinion', holder: '市人社局' })] }))[1]?.at).toMatch(/市税务局：.*；市人社局：/)
  })

  it('is what a list says of a case; a draft says that it was not handed in', () => {
    expect(caseNote(one())).toContain('市城管局应于')
    expect(caseNote(one({ clock: null, status: 'draft', submittedAt: null }))).toBe('市城管局，还没有提交')
  })
})

it('a channel that is late says so, one that followed says since when', () => {
  const channel = { channel: 'province', title: '省平台', direction: 'remove' as const, state: 'late' as const, toldAt: '2026-11-27T04:00:00Z', confirmedAt: null, dueOn: '2026-12-01', attempts: 3 }
  expect(channelRow(channel)).toMatchObject({ word: '超期未确认', tone: 'red', note: '应于2026年12月1日前停止公示，正在催办' })
  expect(channelRow({ ...channel, state: 'confirmed', confirmedAt: '2026-11-28T04:00:00Z' })).toMatchObject({ word: '已停止公示', tone: 'green', note: '2026年11月28日 12:00确认' })
})

it('a refusal comes with its reason and what to do', () => {
  expect(decisionFacts({ outcome: 'refused', at: '2026-12-01T04:00:00Z', reason: '义务未履行完毕', remedy: '履行完毕后再次申请', note: '罚款没有缴清' }).map((f) => f.name)).toEqual(['日期', '原因', '说明', '怎么办'])
})

it('the button of a record: apply, prepare, look, or nothing', () => {
  const offer = { openCaseId: null, mayBegin: true, barredUntil: null, refusal: null } as Offer
  expect([applyLabel(offer), applyLabel({ ...offer, refusal: '2027-02-10 起可以申请' }), applyLabel({ ...offer, openCaseId: 'rpc_1' }), applyLabel({ ...offer, barredUntil: '2029-01-01' }), applyLabel({ ...offer, mayBegin: false })]).toEqual(['申请修复', '先准备材料', '查看修复申请', null, null])
})

it('a file is refused before it is sent when it is empty, too large or of another kind', () => {
  expect(fileProblem({ name: 'a.pdf', byteCount: 0 })).toContain('空')
  expect(fileProblem({ name: 'a.pdf', byteCount: 11 * 1024 * 1024 })).toContain('11.0 MB')
  expect(fileProblem({ name: 'a.docx', byteCount: 10 })).toContain('PDF、JPG 或 PNG')
  expect(fileProblem({ name: '', byteCount: 10 })).toBeUndefined()
})

it('a decision is called by what it does to the record', () => {
  expect(decisionTitle('repair', 'approved')).toBe('同意')
  expect(decisionTitle('repair', 'refused')).toBe('不予同意')
  expect(decisionTitle('bankruptcy', 'approved')).toContain('暂时屏蔽')
  expect([decisionTitle('false-commitment', 'approved'), decisionTitle('false-commitment', 'refused')]).toEqual(['认定虚假承诺，恢复公示', '不认定虚假承诺'])
  expect([decisionTitle('re-evaluation', 'approved'), decisionTitle('re-evaluation', 'refused')]).toEqual(['重新评价已通过', '没有通过，恢复公示'])
})

it('a screened record has its re-evaluation ahead; a case of the office about a closed one says what follows from it', () => {
  const titles = (over: Partial<RepairCase>) => caseTimeline(one({ clocks: [], steps: [], ...over })).map(({ title, at, state }) => [title, at, state])
  expect(titles({ kind: 'bankruptcy', status: 'effective', reviewOn: '2027-11-26' })).toEqual([['重新评价', '2027年11月26日', 'now']])
  expect(titles({ kind: 're-evaluation', status: 'accepted' })).toEqual([['作出决定', undefined, 'now']])
  expect(titles({ kind: 'false-commitment', status: 'accepted' })).toEqual([['作出决定', undefined, 'now'], ['属实的，各渠道恢复公示', undefined, 'ahead']])
  expect([mayApplyAgain({ kind: 're-evaluation', status: 'refused' }), mayApplyAgain({ kind: 'repair', status: 'withdrawn' }), mayApplyAgain({ kind: 'false-commitment', status: 'refused' }), mayApplyAgain({ kind: 'repair', status: 'accepted' })]).toEqual([true, true, false, false])
})
