import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { mayDo } from '../../access'
import { useStaff } from '../../app/use-session'
import { count } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { type Batch, cancelImport } from './queries'

function timeLeft(seconds: number): string {
  return seconds < 60 ? `约剩 ${seconds} 秒` : `约剩 ${Math.ceil(seconds / 60)} 分钟`
}

function progressSentence(progress: NonNullable<Batch['progress']>): string {
  const left = progress.secondsLeft === null ? '' : `，${timeLeft(progress.secondsLeft)}`
  return `已读 ${count(progress.rowsRead)} 行，退回 ${count(progress.rowsRejected)} 行，每秒 ${count(progress.rowsPerSecond)} 行${left}。`
}

/** How far a running import is, and the way to stop it. */
export function UnderWay({ batch }: { batch: Batch }) {
  const client = useQueryClient()
  const cancel = useMutation({ mutationFn: () => cancelImport(batch.batchId), onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }) })
  const mayCancel = mayDo(useStaff().roles, 'upload-import')
  return (
    <>
      {batch.progress?.share == null ? <progress aria-label="入库进度" /> : <progress aria-label="入库进度" value={batch.progress.share} max={1} />}
      {batch.progress !== null && <p className="quiet">{progressSentence(batch.progress)}</p>}
      {cancel.isError && (
        <p className="act-text" role="alert">
          没有取消：{sentenceOf(cancel.error).title}
        </p>
      )}
      {mayCancel && (
        <Popconfirm title="取消后，这个文件的数据一行也不会写入。" okText="确定取消" cancelText="继续入库" onConfirm={() => cancel.mutate()}>
          <Button loading={cancel.isPending}>取消入库</Button>
        </Popconfirm>
      )}
    </>
  )
}
