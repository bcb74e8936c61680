import { Button } from 'antd'
import { useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { fetchFile } from '../../lib/request'
import type { RepairCase } from './queries'

type Channel = RepairCase['channels'][number] & { caseId: string }

const STATES: Readonly<Record<Channel['state'], { title: string; tone: Tone }>> = {
  waiting: { title: '待通知', tone: 'wait' },
  told: { title: '已通知', tone: 'wait' },
  confirmed: { title: '已确认', tone: 'good' },
  late: { title: '迟报', tone: 'act' },
  superseded: { title: '已由后案取代', tone: 'plain' },
}

/** 更正函 to a channel that has not followed, in a tab of its own. */
function Letter({ channel }: { channel: Channel }) {
  const [problem, setProblem] = useState<string>()
  if (channel.confirmedAt !== null || channel.state === 'superseded') return null
  const open = async () => {
    setProblem(undefined)
    try {
      const url = URL.createObjectURL(await fetchFile('GET /console/repair-cases/{caseId}/letters/{channel}', { params: { caseId: channel.caseId, channel: channel.channel } }))
      window.open(url, '_blank', 'noopener')
      setTimeout(() => URL.revokeObjectURL(url), 300_000)
    } catch (error) {
      setProblem(sentenceOf(error).title)
    }
  }
  return (
    <>
      <Button size="small" aria-label={`打印更正函：${channel.title}`} onClick={() => void open()}>
        打印
      </Button>
      {problem && <span role="alert">{problem}</span>}
    </>
  )
}

const columns: readonly Column<Channel>[] = [
  { title: '渠道', value: (c) => c.title, minWidth: 170 },
  { title: '要求', value: (c) => (c.direction === 'remove' ? '停止公示' : '恢复公示'), width: 90 },
  { title: '状态', value: (c) => STATES[c.state].title, cell: (c) => <Mark tone={STATES[c.state].tone}>{STATES[c.state].title}</Mark>, width: 100 },
  { title: '已询问', value: (c) => `${c.attempts} 次`, width: 80 },
  { title: '通知', value: (c) => (c.toldAt === null ? '' : instant(c.toldAt)), width: 140 },
  { title: '确认', value: (c) => (c.confirmedAt === null ? '' : instant(c.confirmedAt)), width: 140 },
  { title: '应于', value: (c) => (c.dueOn === null ? '' : day(c.dueOn)), width: 130 },
  { title: '更正函', value: () => '', cell: (c) => <Letter channel={c} />, width: 80 },
]

/** 渠道同步: who has followed, who has not, and the letter to those that are late. */
export function Board({ found }: { found: RepairCase }) {
  if (found.channels.length === 0) return null
  return (
    <Section title="渠道同步">
      <Rows label="渠道同步" rows={found.channels.map((channel) => ({ ...channel, caseId: found.caseId }))} columns={columns} rowKey={(c) => c.channel} />
    </Section>
  )
}
