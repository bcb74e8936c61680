import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import type { TimelineItem } from '../../components/timeline'
import { day, dayOf, moment } from '../../lib/format'

export type RepairCase = Api['GET /repair-cases/{caseId}']['response']
export type Summary = Api['GET /me/repair-cases']['response']['items'][number]
export type Offer = Api['GET /repair-offers/{recordId}']['response']
export type Letter = Api['GET /me/repair-letters']['response']['items'][number]
type Clock = RepairCase['clocks'][number]
type Check = RepairCase['check']

/** One line of what is asked before it can be handed in. */
export interface Want {
  key: string
  title: string
  word: string
  tone: Tone
  /** The applicant still has to do it. */
  open: boolean
}

/** Conditions that are shown by something handed in here: the file or the signature stands in the list instead. */
const SHOWN_BY: Readonly<Record<string, string>> = { 'duties-done': 'duties-proof', commitment: 'commitment' }

/** The one list 还差什么: conditions, files and the signature, in this order. */
export function wants({ check, handedIn, signedOn, commitment }: { check: Check; handedIn: ReadonlySet<string>; signedOn: string | null; commitment: string }): Want[] {
  const asked = new Set([...check.materials.map((m) => m.code), 'commitment'])
  const conditions = check.conditions.filter(({ code }) => !asked.has(SHOWN_BY[code] ?? ''))
  return [
    ...conditions.map(({ code, title, state }): Want => {
      if (state === 'met') return { key: code, title, word: '已满足', tone: 'green', open: false }
      if (state === 'unknown') return { key: code, title, word: '由单位核实', tone: 'neutral', open: false }
      return { key: code, title, word: code === 'minimum-period' && check.earliestOn !== null ? `${day(check.earliestOn)}起` : '还没有', tone: 'amber', open: true }
    }),
    ...check.materials.map(({ code, title, obtainableByOffice }): Want => {
      if (handedIn.has(code)) return { key: code, title, word: '已上传', tone: 'green', open: false }
      return obtainableByOffice ? { key: code, title, word: '单位可代取', tone: 'neutral', open: false } : { key: code, title, word: '还缺', tone: 'amber', open: true }
    }),
    signedOn === null ? { key: 'commitment', title: `签署${commitment}`, word: '还缺', tone: 'amber', open: true } : { key: 'commitment', title: commitment, word: '已签署', tone: 'green', open: false },
  ]
}

export const wantsOf = (one: RepairCase): Want[] => wants({ check: one.check, handedIn: new Set(one.evidence.map((e) => e.materialCode)), signedOn: one.commitmentAgreedAt, commitment: one.commitment.title })

export const wantsTitle = (list: readonly Want[]): string => {
  const open = list.filter((w) => w.open).length
  return open === 0 ? '都齐了' : `还差 ${open} 项`
}

/** `2026年12月3日前，还有 5 个工作日`. */
export function dueWords(clock: Pick<Clock, 'dueOn' | 'provisional' | 'leftWorkingDays' | 'colour'>): string {
  if (clock.dueOn === null) return '暂停计时'
  const left = clock.leftWorkingDays ?? 0
  const rest = clock.colour === 'red' ? '已经超期' : left === 0 ? '今天到期' : `还有 ${left} 个工作日`
  return `${day(clock.dueOn)}前${clock.provisional ? '（暂估）' : ''}，${rest}`
}

const VERBS: Readonly<Record<Clock['step'], string>> = { accept: '答复是否受理', answer: '补正', opinion: '给出意见', decide: '作出决定', propagate: '更新' }

/** Whose turn it is and by when: `市城管局应于2026年12月3日前答复是否受理，还有 5 个工作日`. */
export function clockSentence(clock: Clock): string {
  const whose = clock.step === 'answer' ? '请您' : clock.step === 'propagate' ? '各渠道应' : `${clock.holder}应`
  if (clock.dueOn === null) return `${clock.holder}${VERBS[clock.step]}的时限暂停，等您补正`
  const [until = '', rest = ''] = dueWords(clock).split('，')
  return `${whose}于${until}${VERBS[clock.step]}，${rest}${clock.escalatedAt === null ? '' : '，已报负责人督办'}`
}

/** What is still to come from each state on; the first is now. */
const AHEAD: Readonly<Record<RepairCase['status'], readonly Clock['step'][]>> = {
  draft: [],
  submitted: ['accept', 'decide', 'propagate'],
  correcting: ['answer', 'accept', 'decide', 'propagate'],
  accepted: ['decide', 'propagate'],
  reviewing: ['opinion', 'decide', 'propagate'],
  approved: ['propagate'],
  effective: [],
  refused: [],
  withdrawn: [],
}

const AHEAD_TITLES: Readonly<Record<Clock['step'], string>> = { accept: '答复是否受理', answer: '请您补正', opinion: '部门意见', decide: '作出决定', propagate: '各渠道停止公示' }

/** A record that comes back is shown again by the channels; a re-evaluation that is passed leaves them as they are. */
const aheadOf = ({ kind, status }: RepairCase): readonly Clock['step'][] => (kind === 're-evaluation' ? AHEAD[status].filter((step) => step !== 'propagate') : AHEAD[status])
const aheadTitle = ({ kind }: RepairCase, step: Clock['step']): string => (kind === 'false-commitment' && step === 'propagate' ? '属实的，各渠道恢复公示' : AHEAD_TITLES[step])

/** An application that came to nothing may be made again, and so may one for a record a re-evaluation put back; what the office found not to be false changed nothing. */
export const mayApplyAgain = ({ kind, status }: Pick<RepairCase, 'kind' | 'status'>): boolean => (status === 'withdrawn' || status === 'refused') && kind !== 'false-commitment'

/** What happened with its date, whose turn it is with the clock, and what follows. */
export function caseTimeline(one: RepairCase): TimelineItem[] {
  const past = one.steps.map(({ at, title, by, note }): TimelineItem => ({ title, at: moment(at), note: note === null ? by : `${by}：${note}`, state: 'done' }))
  const ahead = aheadOf(one).map((step, i): TimelineItem => {
    const running = one.clocks.filter((c) => c.step === step && c.doneOn === null)
    const [first] = running
    const at = running.length > 1 ? running.map((c) => `${c.holder}：${dueWords(c)}`).join('；') : first && dueWords(first)
    return { title: aheadTitle(one, step), state: i === 0 ? 'now' : 'ahead', ...(at === undefined ? {} : { at }) }
  })
  const review: TimelineItem[] = one.reviewOn === null ? [] : [{ title: '重新评价', at: day(one.reviewOn), note: one.office, state: ahead.length === 0 ? 'now' : 'ahead' }]
  return [...past, ...ahead, ...review]
}

const TONES: Readonly<Record<RepairCase['status'], Tone>> = { draft: 'neutral', submitted: 'amber', correcting: 'red', accepted: 'amber', reviewing: 'amber', approved: 'amber', effective: 'green', refused: 'neutral', withdrawn: 'neutral' }
export const toneOf = (status: RepairCase['status']): Tone => TONES[status]

/** A case in a list: what it is about, and what it waits for. */
export const caseNote = ({ office, submittedAt, clock, status }: Summary): string =>
  clock !== null ? clockSentence(clock) : status === 'draft' ? `${office}，还没有提交` : `${office}${submittedAt === null ? '' : `，${day(dayOf(submittedAt))}提交`}`

/** Where the result went: which channels follow, since when. */
export interface ChannelRow {
  key: string
  title: string
  note: string
  word: string
  tone: Tone
}

export function channelRow({ channel, title, direction, state, toldAt, confirmedAt, dueOn }: RepairCase['channels'][number]): ChannelRow {
  const asked = direction === 'remove' ? '停止公示' : '恢复公示'
  const words: Readonly<Record<typeof state, { word: string; tone: Tone; note: string }>> = {
    waiting: { word: '等待通知', tone: 'amber', note: dueOn === null ? '' : `应于${day(dueOn)}前${asked}` },
    told: { word: '已通知', tone: 'amber', note: `${toldAt === null ? '' : `${moment(toldAt)}通知`}${dueOn === null ? '' : `，应于${day(dueOn)}前${asked}`}` },
    confirmed: { word: direction === 'remove' ? '已停止公示' : '已恢复公示', tone: 'green', note: confirmedAt === null ? '' : `${moment(confirmedAt)}确认` },
    late: { word: '超期未确认', tone: 'red', note: `${dueOn === null ? '' : `应于${day(dueOn)}前${asked}，`}正在催办` },
    superseded: { word: '已由后来的决定取代', tone: 'neutral', note: '' },
  }
  return { key: channel, title, ...words[state] }
}

/** What was decided, by what it does to the record. */
export function decisionTitle(kind: RepairCase['kind'], outcome: 'approved' | 'refused'): string {
  if (kind === 'false-commitment') return outcome === 'approved' ? '认定虚假承诺，恢复公示' : '不认定虚假承诺'
  if (kind === 're-evaluation') return outcome === 'approved' ? '重新评价已通过' : '没有通过，恢复公示'
  if (kind === 'bankruptcy' && outcome === 'approved') return '同意，重整期间暂时屏蔽'
  return outcome === 'approved' ? '同意' : '不予同意'
}

export function decisionFacts({ at, reason, remedy, note }: NonNullable<RepairCase['decision']>): Fact[] {
  return [
    { name: '日期', value: moment(at) },
    ...(reason === null ? [] : [{ name: '原因', value: reason }]),
    { name: '说明', value: note },
    ...(remedy === null ? [] : [{ name: '怎么办', value: remedy }]),
  ]
}

/** What the office has to do by when, were it handed in today; before its day only how many days. */
export const aheadFacts = ({ deadlines, refusal }: Offer): Fact[] => deadlines.map(({ title, day: on, workingDays, provisional }) => ({ name: title, value: refusal === null ? `${day(on)}前${provisional ? '（暂估）' : ''}` : `${workingDays} 个工作日` }))

/** How the record page's one button reads; null: there is nothing to do here. */
export function applyLabel({ openCaseId, mayBegin, barredUntil, refusal }: Offer): string | null {
  if (openCaseId !== null) return '查看修复申请'
  if (!mayBegin || barredUntil !== null) return null
  return refusal === null ? '申请修复' : '先准备材料'
}

const KINDS: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'image/jpeg': '照片', 'image/png': '图片' }
export const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
export const fileNote = ({ mediaType, byteCount, uploadedAt }: RepairCase['evidence'][number]): string => `${KINDS[mediaType] ?? '文件'}，${sizeOf(byteCount)}，${moment(uploadedAt)}`

const MOST_BYTES = 10 * 1024 * 1024
/** Why a file need not even be sent; the service judges by its content. */
export function fileProblem({ name, byteCount }: { name: string; byteCount: number }): string | undefined {
  if (byteCount === 0) return '文件是空的，请重新选择'
  if (byteCount > MOST_BYTES) return `文件有 ${sizeOf(byteCount)}，最大 10 MB，请压缩后再传`
  if (name !== '' && !/\.(?:pdf|jpe?g|png)$/i.test(name)) return '请上传 PDF、JPG 或 PNG；其他格式请先另存为 PDF'
  return undefined
}
