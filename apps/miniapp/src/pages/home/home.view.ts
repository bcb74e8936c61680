import type { Api } from '@xinhui/contract'
import type { IconName } from '../../components/icon/icons'
import { day, dayOf, points, signedPoints } from '../../lib/format'
import type { PageName } from '../../routes'

type Me = Api['GET /me']['response']
type MyScore = Api['GET /me/score']['response']
type PerkCard = Api['GET /perks']['response']['items'][number]
type Voucher = Api['GET /me/vouchers']['response']['items'][number]
export type Score = Extract<MyScore, { status: 'open' }>['score']

export interface Standing {
  me: Me
  /** Null until real-name is done. */
  myScore: MyScore | null
}

export interface Offers {
  /** Perks the reader qualifies for, at most three. */
  perks: readonly PerkCard[]
  /** There are more of them than these. */
  more: boolean
  /** Claimed and not used yet. */
  vouchers: readonly Voucher[]
}

export type HomeView =
  | { kind: 'real-name' }
  /** Asked once: opening and not opening stand side by side. */
  | { kind: 'ask' }
  /** Refused or closed: the score is not mentioned again. */
  | { kind: 'without-score' }
  | { kind: 'score'; score: Score }

export function homeView({ me, myScore }: Standing): HomeView {
  if (!me.subject || !myScore) return { kind: 'real-name' }
  if (myScore.status === 'open') return { kind: 'score', score: myScore.score }
  return { kind: myScore.status === 'never-asked' ? 'ask' : 'without-score' }
}

export const gapSentence = ({ nextBand, gradeTitle }: Pick<Score, 'nextBand' | 'gradeTitle'>): string =>
  nextBand ? `再加 ${points(nextBand.gapCenti)} 分到“${nextBand.title}”` : `现在的等级是“${gradeTitle}”`

export interface Thing {
  key: string
  icon: IconName
  title: string
  note: string
  page: PageName
  params?: Readonly<Record<string, string>>
}

function ofVouchers(vouchers: readonly Voucher[]): Thing[] {
  const [first, ...others] = [...vouchers].sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
  if (!first) return []
  // Good until the end of a day: the instant is the midnight after it.
  const until = `${day(dayOf(Date.parse(first.expiresAt) - 1))}到期`
  if (others.length === 0) return [{ key: 'vouchers', icon: 'qr', title: `用券：${first.title}`, note: until, page: 'vouchers' }]
  return [{ key: 'vouchers', icon: 'qr', title: `有 ${vouchers.length} 张券可以用`, note: `最早的一张${until}`, page: 'vouchers' }]
}

/** What this reader gets; the headline is the best tier's, which may be out of reach. */
const mine = ({ headline, eligibility }: PerkCard): string => eligibility.benefit ?? headline

function ofPerks(perks: readonly PerkCard[], more: boolean): Thing {
  const [first, second] = perks
  if (!first) return { key: 'perks', icon: 'perk', title: '看看信易+ 优惠', note: '现在没有您能领的，可以先看条件', page: 'perks' }
  if (!second && !more) return { key: 'perks', icon: 'perk', title: `领取：${mine(first)}`, note: first.merchantName, page: 'perk', params: { perkId: first.perkId } }
  const count = more ? `${perks.length} 项以上` : `${perks.length} 项`
  return { key: 'perks', icon: 'perk', title: `有 ${count}优惠可以领`, note: perks.slice(0, 2).map(mine).join('、'), page: 'perks' }
}

/** The next day on which something in the file ends: what stops taking points first, else what stops adding them. */
function ofFile(score: Score | null): Thing {
  const ending = (score?.lines ?? []).flatMap(({ title, pointsCenti, until, recordId }) => (until === null || recordId === null || pointsCenti === 0 ? [] : [{ title, pointsCenti, until, recordId }]))
  const soonest = [...ending].sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
  const line = soonest.find(({ pointsCenti }) => pointsCenti < 0) ?? soonest[0]
  if (!line) return { key: 'file', icon: 'file', title: '看我的信用记录', note: '每条从哪来、到哪天为止', page: 'records' }
  const ends = line.pointsCenti < 0 ? '不再扣分' : '不再加分'
  return { key: 'file', icon: 'file', title: `${line.title}：${day(line.until)}起${ends}`, note: `这一条现在 ${signedPoints(line.pointsCenti)} 分`, page: 'records', params: { record: line.recordId } }
}

const SPARE: readonly Thing[] = [
  { key: 'receipts', icon: 'receipt', title: '看使用记录', note: '在哪里用过什么优惠', page: 'receipts' },
  { key: 'consents', icon: 'shield', title: '看谁查过我', note: '谁、什么时候、为了什么', page: 'consents', params: { tab: 'log' } },
]

/** Exactly three things the reader can do now. */
export function threeThings({ perks, more, vouchers }: Offers, score: Score | null): readonly Thing[] {
  return [...ofVouchers(vouchers), ofPerks(perks, more), ofFile(score), ...SPARE].slice(0, 3)
}

/** The four buttons of the 适老 home. The first says the number, so that reading it takes no tap. */
export const firstButtonNote = (view: HomeView): string => {
  switch (view.kind) {
    case 'score':
      return `${points(view.score.totalCenti)} 分 ${view.score.gradeTitle}`
    case 'real-name':
      return '要先实名认证'
    case 'ask':
    case 'without-score':
      return '还没有开通'
  }
}
