import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { rate } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import { type Attaching, moveProduct, offeredQuery, type ProgrammeFound } from './queries'

type Attached = ProgrammeFound['attached'][number]

const columns: readonly Column<Attached>[] = [
  { title: '产品', value: (one) => one.name, cell: (one) => (
      <>
        <strong>{one.name}</strong>
        <p className="quiet">{one.lenderName}</p>
      </>
    ), minWidth: 140 },
  { title: '最高年利率', value: (one) => rate(one.rateMaxBps), align: 'right', width: 96 },
  {
    title: '状态',
    value: (one) => (one.state === 'active' ? '生效' : '待确认'),
    cell: (one) => (
      <>
        <Mark tone={one.state === 'active' ? (one.note === null ? 'good' : 'act') : 'wait'}>{one.state === 'active' ? (one.note === null ? '生效' : '不适用') : '待确认'}</Mark>
        {one.note !== null && <p className="quiet">{one.note}</p>}
      </>
    ),
    minWidth: 88,
  },
  { title: '经办', value: (one) => (one.confirmedBy === null ? `${one.attachedBy}加入` : `${one.attachedBy}加入，${one.confirmedBy}确认`), minWidth: 130 },
]

const actColumn = (move: (productId: string, how: Attaching) => void): Column<Attached> => ({
  title: '操作',
  value: () => '',
  cell: (one) => (
    <span className="nowrap">
      {one.mayConfirm && (
        <Button size="small" aria-label={`确认：${one.name}`} onClick={() => move(one.productId, 'confirm')}>
          确认
        </Button>
      )}{' '}
      <Popconfirm title="移出这个产品？" description="以后的贷款不再享受；已经答应的照常办理。" okText="移出" cancelText="取消" onConfirm={() => move(one.productId, 'detach')}>
        <Button size="small" aria-label={`移出：${one.name}`}>
          移出
        </Button>
      </Popconfirm>
    </span>
  ),
  width: 128,
})

/** Products under a programme: one person adds, another confirms. */
export function AttachedProducts({ programme, mayEdit }: { programme: ProgrammeFound; mayEdit: boolean }) {
  const client = useQueryClient()
  const move = useMutation({ mutationFn: ({ productId, how }: { productId: string; how: Attaching }) => moveProduct(programme.code, productId, how), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-programmes'] }) })
  return (
    <Section title="支持的产品" aside={<span className="quiet">一人加入，另一人确认后生效</span>}>
      {programme.attached.length === 0 ? <Empty title="还没有产品" /> : <Rows label="支持的产品" rows={programme.attached} columns={mayEdit && programme.status !== 'ended' ? [...columns, actColumn((productId, how) => move.mutate({ productId, how }))] : columns} rowKey={(one) => one.productId} />}
      {move.isError && (
        <p role="alert" className="act-text">
          没有办成：{tellFailure(move.error).join('；')}
        </p>
      )}
      {mayEdit && programme.status !== 'ended' && <Add programme={programme} busy={move.isPending} add={(productId) => move.mutate({ productId, how: 'attach' })} />}
    </Section>
  )
}

function Add({ programme, busy, add }: { programme: ProgrammeFound; busy: boolean; add: (productId: string) => void }) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const found = useQuery(offeredQuery(useDeferredValue(search.trim())))
  const options = (found.data?.items ?? []).filter((one) => !programme.attached.some(({ productId }) => productId === one.productId)).map((one) => ({ value: one.productId, label: `${one.lenderName} · ${one.name}（最高 ${rate(one.rateMaxBps)}）` }))
  return (
    <div className="inline-form">
      <Select aria-label="选择产品" placeholder="按产品或机构名称找" style={{ minWidth: 360 }} showSearch={{ filterOption: false, onSearch: setSearch }} value={chosen} options={options} loading={found.isFetching} onChange={(value: string) => setChosen(value)} />
      <Button
        loading={busy}
        disabled={chosen === null}
        onClick={() => {
          if (chosen !== null) add(chosen)
          setChosen(null)
        }}
      >
        加入产品
      </Button>
    </div>
  )
}
