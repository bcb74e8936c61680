import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { count, day, share, yuan } from '../../lib/format'
import type { ConsolePerk } from './queries'

export const perkStatuses: Readonly<Record<ConsolePerk['status'], { title: string; tone: Tone }>> = {
  draft: { title: '草稿', tone: 'plain' },
  tested: { title: '待发布', tone: 'wait' },
  published: { title: '发布中', tone: 'good' },
  paused: { title: '已暂停', tone: 'wait' },
  exhausted: { title: '已领完', tone: 'plain' },
  ended: { title: '已结束', tone: 'plain' },
}

/** How much of the quota is gone; the number stands beside the bar. */
function QuotaBar({ used, total }: { used: number; total: number }) {
  const part = total === 0 ? 0 : Math.min(1, used / total)
  return (
    <div className="quota">
      <span>
        {count(used)} / {count(total)}
      </span>
      <span className="quota-track" role="img" aria-label={`已领 ${share(used, total)}`}>
        <span style={{ width: `${part * 100}%` }} />
      </span>
    </div>
  )
}

const title: Column<ConsolePerk> = { title: '权益', value: (perk) => perk.title, cell: (perk) => <Link className="row-link" to={`/perks/${perk.perkId}`}>{perk.title}</Link>, minWidth: 160 }
const merchant: Column<ConsolePerk> = { title: '商户', value: (perk) => perk.merchantName, cell: (perk) => <Link to={`/merchants/${perk.merchantId}`}>{perk.merchantName}</Link>, minWidth: 160 }

/** The same columns without the merchant stand on the merchant's own page. */
export const merchantPerkColumns: readonly Column<ConsolePerk>[] = [
  title,
  { title: '场景', value: (perk) => perk.sceneTitle, width: 96 },
  { title: '状态', value: (perk) => perkStatuses[perk.status].title, cell: (perk) => <Mark tone={perkStatuses[perk.status].tone}>{perkStatuses[perk.status].title}</Mark>, width: 90 },
  { title: '已领', value: (perk) => perk.quotaUsed, cell: (perk) => <QuotaBar used={perk.quotaUsed} total={perk.quotaTotal} />, width: 130 },
  { title: '名额', value: (perk) => perk.quotaTotal, cell: null },
  { title: '已核销', value: (perk) => perk.redeemed, align: 'right', width: 84 },
  { title: '每次补贴', value: (perk) => perk.subsidyFen / 100, cell: (perk) => (perk.subsidyFen === 0 ? '无' : yuan(perk.subsidyFen)), align: 'right', width: 100 },
  { title: '领取开始', value: (perk) => perk.claimFrom, cell: null },
  { title: '领取截止', value: (perk) => perk.claimUntil, cell: (perk) => day(perk.claimUntil), width: 130 },
]

export const perkColumns: readonly Column<ConsolePerk>[] = [title, merchant, ...merchantPerkColumns.slice(1)]
