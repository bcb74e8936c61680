import { Mark, type Tone } from '../../app/states'
import { count, shares } from '../../lib/format'
import type { Batch } from './queries'

export const batchStatuses: Readonly<Record<Batch['status'], { title: string; tone: Tone }>> = {
  queued: { title: '排队中', tone: 'wait' },
  running: { title: '处理中', tone: 'wait' },
  landed: { title: '已入库', tone: 'good' },
  unchanged: { title: '无变化', tone: 'plain' },
  failed: { title: '未入库', tone: 'act' },
  cancelled: { title: '已取消', tone: 'plain' },
}

export const BatchStatus = ({ status }: { status: Batch['status'] }) => <Mark tone={batchStatuses[status].tone}>{batchStatuses[status].title}</Mark>

const parts = [
  { name: 'new', title: '新增', read: (batch: Batch) => batch.rowsNew },
  { name: 'changed', title: '更新', read: (batch: Batch) => batch.rowsChanged },
  { name: 'unchanged', title: '无变化', read: (batch: Batch) => batch.rowsUnchanged },
  { name: 'rejected', title: '退回', read: (batch: Batch) => batch.rowsRejected },
] as const

/** It may still be stopped, and its page still changes. */
export const isUnderWay = (batch: Batch): boolean => batch.status === 'queued' || batch.status === 'running'

/** What became of the file, in one sentence that needs no chart. */
export function resultSentence(batch: Batch): string {
  switch (batch.status) {
    case 'queued':
      return '文件已收到，排队等待入库，可以离开。'
    case 'running':
      return '正在校验入库，可以离开，稍后回来看结果。'
    case 'cancelled':
      return '已取消，这个文件的数据没有写入。'
    case 'failed':
      return `整个文件没有入库：${batch.failure ?? '原因不明，请联系管理员'}`
    case 'unchanged':
      return batch.rowsRejected > 0 ? `数据没有任何变化；${count(batch.rowsRejected)} 行退回。` : '与已有数据完全一致，没有任何变化。'
    case 'landed':
    default: {
      const taken = `共 ${count(batch.rowsTotal)} 行，新增 ${count(batch.rowsNew)}，更新 ${count(batch.rowsChanged)}，无变化 ${count(batch.rowsUnchanged)}`
      return batch.rowsRejected > 0 ? `${taken}；${count(batch.rowsRejected)} 行有误退回，可下载改正后再传。` : `${taken}，全部收下。`
    }
  }
}

/** 新增 / 更新 / 无变化 / 退回 as one bar, each part with its number in words below. */
export function ResultBar({ batch, legend = true }: { batch: Batch; legend?: boolean }) {
  const whole = batch.rowsTotal
  const percents = shares(parts.map((part) => part.read(batch)))
  const said = parts.map((part) => `${part.title} ${count(part.read(batch))}`).join('，')
  return (
    <div className="result">
      <div className="result-bar" role="img" aria-label={`共 ${count(whole)} 行：${said}`}>
        {parts.map((part) => part.read(batch) > 0 && <span key={part.name} className={`part-${part.name}`} style={{ flexGrow: part.read(batch) }} />)}
      </div>
      {legend && (
        <dl>
          {parts.map((part, i) => (
            <div key={part.name} className={part.name === 'rejected' && part.read(batch) > 0 ? 'needs-act' : undefined}>
              <dt>
                <i className={`part-${part.name}`} aria-hidden />
                {part.title}
              </dt>
              <dd>
                {count(part.read(batch))}
                <small>{percents[i]}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
