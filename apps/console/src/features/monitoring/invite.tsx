import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { type Column, ListView, Rows } from '../../app/list-view'
import { Empty } from '../../app/states'
import { count, instant, share } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import { type Invited, invitedList, previewQuery, type Round, roundsQuery } from './queries'

/** How many it would reach, before anybody is told. */
export function Invite({ districts }: { districts: readonly string[] }) {
  const [open, setOpen] = useState(false)
  const [district, setDistrict] = useState<string>()
  const [idempotencyKey, setKey] = useState(newKey)
  const queries = useQueryClient()
  const preview = useQuery({ ...previewQuery(district), enabled: open })
  const send = useMutation({
    mutationFn: () => call('POST /console/repair-invitations', { body: district === undefined ? {} : { district }, idempotencyKey }),
    onSuccess: () => {
      setOpen(false)
      return queries.invalidateQueries({ queryKey: ['repair-invitations'] })
    },
    onSettled: () => setKey(newKey()),
  })
  const { data } = preview
  const reach = data === undefined ? 0 : data.firms - data.noRepresentative - data.alreadyInvited
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        批量邀请
      </Button>
      <Modal open={open} title="邀请企业申请修复" okText="发出邀请" cancelText="先不" okButtonProps={{ disabled: reach === 0 }} confirmLoading={send.isPending} onOk={() => send.mutate()} onCancel={() => setOpen(false)}>
        <div className="drawer-form">
          <Select allowClear aria-label="区县" placeholder="全市" value={district} options={districts.map((name) => ({ value: name, label: name }))} onChange={(next: string | undefined) => setDistrict(next)} />
          {preview.isError && <p role="alert">{sentenceOf(preview.error).title}</p>}
          {data !== undefined && (
            <dl className="facts">
              {([['今天或明天起可修复的企业', data.firms], ['记录', data.records], ['将收到邀请', reach], ['没有绑定法定代表人', data.noRepresentative], ['以前邀请过', data.alreadyInvited]] as const).map(([term, value]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{count(value)}</dd>
                </div>
              ))}
            </dl>
          )}
          {send.isError && <p role="alert">没有发出：{sentenceOf(send.error).detail ?? sentenceOf(send.error).title}</p>}
        </div>
      </Modal>
    </>
  )
}

const OUTCOMES: Readonly<Record<Invited['outcome'], string>> = { waiting: '等待', told: '已通知', 'no-representative': '没有绑定法定代表人', 'already-invited': '以前邀请过', 'no-longer': '已没有可修复的记录' }

const roundColumns: readonly Column<Round>[] = [
  { title: '发出', value: (r) => instant(r.createdAt), width: 150 },
  { title: '范围', value: (r) => r.district ?? '全市', width: 110 },
  { title: '企业', value: (r) => r.firms, align: 'right', width: 80 },
  { title: '进度', value: (r) => (r.finishedAt === null ? share(r.firms - r.waiting, r.firms) : '已完成'), width: 90 },
  { title: '已通知', value: (r) => r.told, align: 'right', width: 80 },
  { title: '没有绑定法定代表人', value: (r) => r.noRepresentative, align: 'right', width: 150 },
  { title: '以前邀请过', value: (r) => r.alreadyInvited, align: 'right', width: 110 },
]

const invitedColumns: readonly Column<Invited>[] = [
  { title: '企业', minWidth: 200, value: (one) => one.name },
  { title: '统一社会信用代码', value: (one) => one.uscc, cell: (one) => <span className="mono">{one.uscc}</span>, width: 190 },
  { title: '记录', value: (one) => one.records, align: 'right', width: 80 },
  { title: '结果', value: (one) => OUTCOMES[one.outcome], width: 170 },
]

const resultOf = (round: Round) => <ListView source={invitedList(round.roundId)} label="邀请结果" unit="家" columns={invitedColumns} rowKey={(one) => one.invitationId} empty={<Empty title="这次没有企业可以邀请" />} />

/** Rounds with their progress; each opens its result list. */
export function Rounds() {
  const { data } = useQuery(roundsQuery)
  if (data === undefined || data.items.length === 0) return null
  return <Rows label="邀请记录" rows={data.items} columns={roundColumns} rowKey={(round) => round.roundId} expand={resultOf} />
}
