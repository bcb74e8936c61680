import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { mayDo } from '../../access'
import { Case } from '../../app/case'
import { type Fact, Facts } from '../../app/facts'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Mark } from '../../app/states'
import { Timeline } from '../../app/timeline'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { ProgrammesOfProduct } from '../loan-programme/of-product'
import { fieldsOf } from './compare'
import { Comparison } from './comparison'
import { DryRunPanel } from './dry-run'
import { ProductEditor } from './editor'
import { NextStep } from './next-step'
import { choicesQuery, dryRun, type Move, moveProduct, type ProductFound, productQuery, type ProductVersion } from './queries'
import { useRegions } from './use-regions'
import { eventTitles, productStatuses, versionStatuses } from './words'

const reviewOf = (v: ProductVersion) => (v.reviewer === null || v.reviewedAt === null ? '' : `${v.reviewer} ${instant(v.reviewedAt)}`)

const versionColumns: readonly Column<ProductVersion>[] = [
  { title: '版本', value: (v) => `第 ${v.version} 版`, width: 76 },
  { title: '状态', value: (v) => versionStatuses[v.status].title, cell: (v) => <Mark tone={versionStatuses[v.status].tone}>{versionStatuses[v.status].title}</Mark>, width: 88 },
  { title: '填写', value: (v) => `${v.author} ${instant(v.createdAt)}${v.paper === null ? '' : '，代录'}`, minWidth: 150 },
  {
    title: '审核',
    value: reviewOf,
    cell: (v) => (
      <>
        {reviewOf(v)}
        {v.reviewNote !== null && <p className="quiet">{v.reviewNote}</p>}
      </>
    ),
    minWidth: 150,
  },
  { title: '意见', value: (v) => v.reviewNote ?? '', cell: null },
  { title: '发布', value: (v) => (v.publishedAt === null ? '' : `${v.publisher ?? ''} ${instant(v.publishedAt)}`.trim()), minWidth: 130 },
]

const paperOf = (v: ProductVersion): Fact[] => (v.paper === null ? [] : [['代录依据', v.paper], ['机构确认', v.confirmer === null || v.confirmedAt === null ? '还没有确认' : `${v.confirmer} ${instant(v.confirmedAt)}`]])

const isOpen = (v: ProductVersion) => v.status === 'draft' || v.status === 'submitted' || v.status === 'reviewed'

/** One loan product: what is to be done, what it says, how its versions differ, and what happened. */
export function LoanProductPage() {
  const { productId = '' } = useParams()
  return (
    <Case id={productId} query={useQuery(productQuery(productId))} page="loans" title="信贷产品">
      {(product, trail) => <Found product={product} trail={trail} />}
    </Case>
  )
}

function Found({ product, trail }: { product: ProductFound; trail: ReactNode }) {
  const { roles } = useStaff()
  const choices = useQuery(choicesQuery)
  const regions = useRegions(choices.data)
  const open = product.status === 'ended' ? undefined : product.versions.find(isOpen)
  const live = product.versions.find((v) => v.status === 'published')
  const shown = open ?? live ?? product.versions[0]
  const mayEdit = mayDo(roles, 'edit-loan-product')
  return (
    <Page
      title={product.name}
      trail={trail}
      actions={mayEdit && product.status !== 'ended' ? <Actions product={product} open={open} /> : undefined}
      note={
        <>
          <Mark tone={productStatuses[product.status].tone}>{productStatuses[product.status].title}</Mark> {product.lenderName} · {live ? `第 ${live.version} 版` : '还没有发布过'}
          {open && ` · 第 ${open.version} 版${versionStatuses[open.status].title}`}
        </>
      }
    >
      <div className="with-happenings">
        <div>
          {open && <NextStep product={product} open={open} />}
          {open && live && (
            <Section title="和现在发布的相比">
              <Comparison before={live} after={open} regions={regions} />
            </Section>
          )}
          {shown && (
            <Section title={`第 ${shown.version} 版的内容`} aside={<Mark tone={versionStatuses[shown.status].tone}>{versionStatuses[shown.status].title}</Mark>}>
              <Facts rows={[...fieldsOf(shown.draft), ...paperOf(shown)]} />
              <h3 className="rules-title">企业看到的条件</h3>
              <ol className="said-rules">
                {shown.rules.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ol>
            </Section>
          )}
          <ProgrammesOfProduct productId={product.productId} />
          {open && mayEdit && (
            <Section title="试算">
              <DryRunPanel read={() => open.draft} run={dryRun} />
            </Section>
          )}
          <Section title="版本" aside={<span className="quiet">申请按申请时的版本办理</span>}>
            <Rows label="版本" rows={product.versions} columns={versionColumns} rowKey={(v) => String(v.version)} />
            {product.versions.length > 1 && <AnyTwo versions={product.versions} regions={regions} />}
          </Section>
        </div>
        <Timeline entries={product.history.map(({ at, by, action, version }) => ({ at, by, title: `${eventTitles[action] ?? action}${version === null ? '' : ` 第 ${version} 版`}` }))} />
      </div>
    </Page>
  )
}

/** Any two versions against each other. */
function AnyTwo({ versions, regions }: { versions: readonly ProductVersion[]; regions: Parameters<typeof Comparison>[0]['regions'] }) {
  const [chosen, setChosen] = useState<{ before: number; after: number } | undefined>()
  const [after, before] = chosen ? [versions.find((v) => v.version === chosen.after), versions.find((v) => v.version === chosen.before)] : []
  const options = versions.map((v) => ({ value: v.version, label: `第 ${v.version} 版` }))
  const [newest, last] = versions
  if (!newest || !last) return null
  if (!chosen || !after || !before)
    return (
      <div className="inline-form">
        <Button onClick={() => setChosen({ before: last.version, after: newest.version })}>对比两个版本</Button>
      </div>
    )
  return (
    <>
      <div className="inline-form">
        <Select aria-label="旧版本" style={{ width: 110 }} value={chosen.before} options={options} onChange={(version: number) => setChosen({ ...chosen, before: version })} />
        <Select aria-label="新版本" style={{ width: 110 }} value={chosen.after} options={options} onChange={(version: number) => setChosen({ ...chosen, after: version })} />
      </div>
      <Comparison before={before} after={after} regions={regions} />
    </>
  )
}

/** Moves of the product itself beside the edit; what a version needs next stands in its own section. */
function Actions({ product, open }: { product: ProductFound; open: ProductVersion | undefined }) {
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const move = useMutation({ mutationFn: (what: Move) => moveProduct(product.productId, what), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-products'] }) })
  const isHandedIn = open !== undefined && open.status !== 'draft'
  return (
    <>
      {move.isError && (
        <span className="act-text" role="alert">
          {sentenceOf(move.error).detail ?? sentenceOf(move.error).title}
        </span>
      )}
      <Popconfirm placement="bottomRight" title="结束这个产品？" description="结束后不能再申请，也不能恢复；已有的申请照常办理。" okText="结束" cancelText="取消" onConfirm={() => move.mutate('end')}>
        <Button danger>结束</Button>
      </Popconfirm>
      {product.status === 'published' && (
        <Button loading={move.isPending} onClick={() => move.mutate('pause')}>
          暂停
        </Button>
      )}
      {product.status === 'paused' && (
        <Button loading={move.isPending} onClick={() => move.mutate('resumption')}>
          恢复
        </Button>
      )}
      {isHandedIn ? <span className="quiet">已提交审核，不能修改</span> : <Button onClick={() => setEditing(true)}>修改</Button>}
      {editing && <ProductEditor lenderId={product.lenderId} product={product} onClose={() => setEditing(false)} />}
    </>
  )
}
