import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant, yuan } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { perkStatuses } from './columns'
import { kindTitles } from './draft'
import { PerkEditor } from './editor'
import { type Move, movePerk, type PerkDetail, perkQuery } from './queries'
import { Stock } from './stock'
import { TestPanel } from './test-panel'

type Version = PerkDetail['versions'][number]

const versionColumns: readonly Column<Version>[] = [
  { title: '版本', value: (v) => `第 ${v.version} 版`, width: 100 },
  { title: '标题', value: (v) => v.title },
  { title: '最高档', value: (v) => v.headline },
  { title: '时间', value: (v) => instant(v.at), width: 180 },
]

/** A floor tier that is not called so already. */
const openTitle = (title: string): string => (title.startsWith('人人') ? title : `${title}（人人可享）`)

/** One perk: what it is, its stock, its test, its versions, and the one thing to do next. */
export function PerkPage() {
  const { perkId = '' } = useParams()
  const perk = useQuery(perkQuery(perkId))
  const trail = <Link to={pages.perks.path}>{pages.perks.title}</Link>
  if (perk.data === undefined)
    return (
      <Page key="loading" title="权益" trail={trail}>
        {perk.isError ? <Failure error={perk.error} retry={() => void perk.refetch()} retrying={perk.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  return <Found key={perk.data.version} perk={perk.data} trail={trail} />
}

function Found({ perk, trail }: { perk: PerkDetail; trail: React.ReactNode }) {
  const staff = useStaff()
  const mayEdit = mayDo(staff.roles, 'edit-perk') && perk.status !== 'ended'
  const isOffice = mayDo(staff.roles, 'publish-perk')
  const { draft } = perk
  return (
    <Page
      title={perk.title}
      trail={trail}
      actions={mayEdit ? <Actions perk={perk} isOffice={isOffice} /> : undefined}
      note={
        <>
          <Mark tone={perkStatuses[perk.status].tone}>{perkStatuses[perk.status].title}</Mark> {perk.sceneTitle} · {kindTitles[perk.kind]} · <Link to={`/merchants/${perk.merchantId}`}>{perk.merchantName}</Link> · 第 {perk.version} 版
        </>
      }
    >
      <Section title="内容">
        <p className="lead">{draft.summary}</p>
        <dl className="facts facts-tall">
          {draft.tiers.map((tier) => (
            <div key={`${tier.title}${tier.fromCenti ?? ''}`}>
              <dt>{tier.fromCenti === null ? openTitle(tier.title) : `${tier.title}（${tier.fromCenti / 100} 分起）`}</dt>
              <dd>{tier.words}</dd>
            </div>
          ))}
        </dl>
        <ul className="plain-list">
          {perk.conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
          <li>
            {day(perk.claimFrom)}至{day(perk.claimUntil)}领取，领取后 {draft.voucherValidDays} 天内有效，每人限领 {draft.perPersonLimit} 份
          </li>
          <li>{perk.subsidyFen === 0 ? '没有补贴' : `每次核销补贴 ${yuan(perk.subsidyFen)}`}</li>
          <li>店员看到：{draft.instructions}</li>
        </ul>
      </Section>
      <Stock perk={perk} mayFill={mayEdit && (isOffice || perk.subsidyFen === 0)} />
      {perk.status !== 'ended' && <TestPanel perk={perk} mayTest={isOffice} />}
      <Section title="版本" aside={<span className="quiet">已领的券按领取时的版本使用</span>}>
        {perk.versions.length === 0 ? <Empty title="还没有版本" /> : <Rows label="版本" rows={perk.versions} columns={versionColumns} rowKey={(v) => String(v.version)} />}
      </Section>
    </Page>
  )
}

/** The one primary action of each state; what else there is stands beside it. */
function Actions({ perk, isOffice }: { perk: PerkDetail; isOffice: boolean }) {
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const move = useMutation({ mutationFn: (what: Move) => movePerk(perk.perkId, what), onSuccess: () => client.invalidateQueries({ queryKey: ['perks'] }) })
  const runs = perk.status === 'published' || perk.status === 'exhausted'
  return (
    <>
      {move.isError && (
        <span className="act-text" role="alert">
          {sentenceOf(move.error).detail ?? sentenceOf(move.error).title}
        </span>
      )}
      <Button onClick={() => setEditing(true)}>修改</Button>
      {runs && (
        <Button loading={move.isPending} onClick={() => move.mutate('pause')}>
          暂停领取
        </Button>
      )}
      {perk.status === 'paused' && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate('resumption')}>
          恢复领取
        </Button>
      )}
      {perk.status === 'tested' && isOffice && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate('publication')}>
          发布
        </Button>
      )}
      <Popconfirm placement="bottomRight" title="结束这个权益？" description="结束后不能再领取，也不能恢复；已领的券不受影响。" okText="结束" cancelText="取消" onConfirm={() => move.mutate('end')}>
        <Button danger>结束</Button>
      </Popconfirm>
      <PerkEditor perk={perk} open={editing} onClose={() => setEditing(false)} />
    </>
  )
}
