import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Actor } from '../../app/actor'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { count, duration, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { rejectColumns } from './columns'
import { type Batch, importQuery, type Reject, saveRejects } from './queries'
import { BatchStatus, isUnderWay, ResultBar, resultSentence } from './result'
import { UnderWay } from './under-way'

/** One file: what became of it, and every row that was not taken with its reason. */
export function ImportDetail() {
  const { batchId = '' } = useParams()
  const found = useQuery(importQuery(batchId))
  const trail = <Link to={pages.imports.path}>{pages.imports.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="归集文件" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const { batch, rejects } = found.data
  return (
    <Page
      title={batch.fileName}
      trail={trail}
      note={
        <>
          <BatchStatus status={batch.status} /> {batch.layoutTitle} · {batch.encoding} · <Actor actor={batch.importedBy} /> {instant(batch.startedAt)} 上传
          {batch.finishedAt !== null && ` · 用时 ${duration(batch.startedAt, batch.finishedAt)}`}
        </>
      }
    >
      <Section title="结果">
        <p className={batch.status === 'failed' ? 'act-text lead' : 'lead'} role="status">
          {resultSentence(batch)}
        </p>
        {isUnderWay(batch) ? <UnderWay batch={batch} /> : batch.rowsTotal > 0 && <ResultBar batch={batch} />}
        <p className="quiet fingerprint">
          文件指纹 SHA-256 <span className="mono">{batch.sha256}</span>
        </p>
      </Section>
      {batch.rowsRejected > 0 && <Rejects batch={batch} rejects={rejects} />}
    </Page>
  )
}

function Rejects({ batch, rejects }: { batch: Batch; rejects: readonly Reject[] }) {
  const save = useMutation({ mutationFn: () => saveRejects(batch) })
  const rows = rejects.map((reject, index) => ({ ...reject, key: `${reject.row}-${reject.field}-${index}` }))
  const rowsShown = new Set(rejects.map((reject) => reject.row)).size
  return (
    <Section
      title="退回的行"
      aside={
        <span className="card-actions">
          {save.isError && (
            <span className="act-text" role="alert">
              没有下载：{sentenceOf(save.error).title}
            </span>
          )}
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save.mutate()} loading={save.isPending}>
            下载全部退回的行
          </Button>
        </span>
      }
    >
      {rowsShown < batch.rowsRejected && (
        <p className="quiet">
          先列出 {count(rowsShown)} 行，共 {count(batch.rowsRejected)} 行；其余在下载的文件里。
        </p>
      )}
      <Rows label="退回的行" rows={rows} columns={rejectColumns} rowKey={(row) => row.key} />
    </Section>
  )
}
