import { useQuery } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { count, day } from '../../lib/format'
import { merchantPerkColumns } from '../perk/columns'
import { MerchantStatus } from './columns'
import { merchantQuery } from './queries'
import { HeldFor, StandingActions } from './standing'
import { Stores } from './stores'
import { Happenings } from './timeline'

type Detail = Api['GET /console/merchants/{merchantId}']['response']
type StaffRow = Detail['staff'][number]

const postTitles: Readonly<Record<string, string>> = { owner: '负责人', manager: '店长', clerk: '店员' }

const staffColumns: readonly Column<StaffRow>[] = [
  { title: '姓名', value: (staff) => staff.maskedName, width: 160 },
  { title: '岗位', value: (staff) => postTitles[staff.role] ?? staff.role, width: 120 },
  { title: '门店', value: (staff) => staff.storeName ?? '全部门店' },
]

const agreementWords = ({ state, validUntil, daysLeft }: Detail['agreement']): string => {
  if (validUntil === null) return '线下签署'
  return state === 'over' ? `${day(validUntil)} 到期，停止发券` : state === 'ending' ? `${day(validUntil)}，还有 ${daysLeft ?? 0} 天` : `到 ${day(validUntil)}`
}

/** One merchant: who, where, what they offer, who serves. */
export function MerchantDetail() {
  const { merchantId = '' } = useParams()
  const merchant = useQuery(merchantQuery(merchantId))
  const trail = <Link to={pages.merchants.path}>{pages.merchants.title}</Link>
  if (merchant.data === undefined)
    return (
      <Page key="loading" title="商户" trail={trail}>
        {merchant.isError ? <Failure error={merchant.error} retry={() => void merchant.refetch()} retrying={merchant.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  return <Found merchant={merchant.data} trail={trail} />
}

function Found({ merchant, trail }: { merchant: Detail; trail: React.ReactNode }) {
  const { roles } = useStaff()
  const open = merchant.stores.filter((store) => store.status === 'open')
  const staff = merchant.staff.map((one, index) => ({ ...one, key: String(index) }))
  return (
    <Page
      title={merchant.name}
      trail={trail}
      actions={mayDo(roles, 'suspend-merchant') && <StandingActions merchant={merchant} />}
      note={
        <>
          <MerchantStatus status={merchant.status} /> {merchant.industry} · <span className="mono">{merchant.uscc}</span>
        </>
      }
    >
      <div className="with-happenings">
        <div>
      <HeldFor merchant={merchant} />
      <dl className="facts">
        {[
          ['门店', `${count(merchant.storeCount)} 家`],
          ['权益', `${count(merchant.perkCount)} 项`],
          ['店员', `${count(merchant.staffCount)} 人`],
          ['近30天核销', `${count(merchant.redemptions30d)} 次`],
          ['合作协议', agreementWords(merchant.agreement)],
        ].map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Section title="门店">{open.length === 0 ? <Empty title="没有营业的门店" /> : <Stores stores={open} />}</Section>
      <Section title="权益">{merchant.perks.length === 0 ? <Empty title="还没有权益" /> : <Rows label="权益" rows={merchant.perks} columns={merchantPerkColumns} rowKey={(perk) => perk.perkId} />}</Section>
      <Section title="店员" aside={<span className="quiet">姓名已脱敏</span>}>
        {staff.length === 0 ? <Empty title="还没有店员" /> : <Rows label="店员" rows={staff} columns={staffColumns} rowKey={(one) => one.key} />}
      </Section>
        </div>
        <Happenings entries={merchant.timeline} />
      </div>
    </Page>
  )
}
