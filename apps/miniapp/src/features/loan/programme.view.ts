import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import { day, yuan } from '../../lib/format'
import type { Match } from './loan.view'

export type FirmProgramme = Match['programmes'][number]
type Programme = Pick<FirmProgramme, 'title' | 'issuer' | 'basis' | 'basisVerified' | 'closesOn'>

/** Whether the firm gets it, in a word. */
export const PROGRAMME_FIT: Readonly<Record<FirmProgramme['status'], { title: string; tone: Tone }>> = {
  fits: { title: '符合', tone: 'green' },
  unknown: { title: '还缺信息', tone: 'amber' },
  failed: { title: '暂不符合', tone: 'neutral' },
}

/** What it comes to for this firm and this loan, a sentence; what is not known is not promised. */
export function outcomeOf(one: FirmProgramme): string {
  if (one.status === 'unknown') return one.consents.length > 0 ? `还不知道是否符合，授权${one.consents.map((item) => item.title).join('、')}后就知道` : '有的信息现在还查不到，不知道是否符合'
  if (one.status === 'failed') return one.changes.length > 0 ? one.changes.map((change) => `${change}，就能符合`).join('；') : `差在：${one.beyond.join('、')}`
  if (!one.hasRoom) return '企业符合，但项目资金快用完了，不一定还有，所以没有算进总成本'
  if (one.savesFen === null) return '企业符合。放款后由政府基金和银行分担风险，企业不用另外申请'
  if (one.savesFen === 0) return '企业符合，但今年的贴息额度已经用完'
  return `按最低年利率约省 ${yuan(one.savesFen)}，补 ${one.savesMonths ?? 0} 个月${one.counted ? '，已算进总成本' : '；同一笔贷款只补一项，没有算进总成本'}`
}

interface Item {
  item: string
  title: string
}

/** Authorisations that only a programme asks for, each once. */
export function consentsBeyond({ consents, programmes }: { consents: readonly Item[]; programmes: readonly { consents: readonly Item[] }[] }): Item[] {
  const asked = new Set(consents.map(({ item }) => item))
  return programmes.flatMap((one) => one.consents).filter(({ item }) => !asked.has(item) && asked.add(item) !== undefined)
}

/** One line a programme, for a card that has little room. */
export const programmeFacts = (programmes: readonly FirmProgramme[]): readonly Fact[] => programmes.map((one) => ({ name: one.title, value: `${PROGRAMME_FIT[one.status].title}。${outcomeOf(one)}` }))

export const programmeBasis = ({ issuer, basis, basisVerified, closesOn }: Programme): readonly Fact[] => [
  { name: '主管部门', value: issuer },
  { name: '依据', value: `${basis}${basisVerified ? '' : '。还没有和正式文件核对，以主管部门公布的为准'}` },
  { name: '受理至', value: day(closesOn) },
]
