import { InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type DragEvent, useRef, useState, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { Choice } from '../../app/filters'
import { share } from '../../lib/format'
import { layoutsQuery } from './queries'
import { isUnderWay, ResultBar, resultSentence } from './result'
import { type Upload, uploads } from './uploads'

/** Drop a file or choose one; each shows its way and then its result. */
export function UploadPanel() {
  const list = useSyncExternalStore(uploads.subscribe, uploads.get)
  const layouts = useQuery(layoutsQuery)
  const [layout, setLayout] = useState<string>()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const take = (files: FileList | null) => {
    if (files && files.length > 0) uploads.add(Array.from(files), layout)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section className="card" aria-label="上传文件">
      <div
        className={over ? 'drop is-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined aria-hidden />
        <div>
          <p>
            <strong>把文件拖到这里</strong>
          </p>
          <p className="quiet">CSV 或 XLSX，可一次多个；有误的行会列出来，其余照常入库。</p>
        </div>
        <div className="drop-actions">
          <Choice label="自动识别格式" width={200} value={layout} options={layouts.data?.items.map((item) => ({ value: item.code, label: item.title })) ?? []} onChange={setLayout} />
          <Button type="primary" onClick={() => input.current?.click()}>
            选择文件
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept=".csv,.xlsx"
            aria-label="选择要上传的文件"
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }}
          />
        </div>
      </div>
      {list.length > 0 && (
        <ul className="uploads">
          {list.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  )
}

function UploadRow({ upload }: { upload: Upload }) {
  const { state } = upload
  return (
    <li>
      <div className="upload-head">
        <strong>{upload.name}</strong>
        <span className="upload-actions">
          {state.status === 'done' && <Link to={`/imports/${state.batch.batchId}`}>查看结果</Link>}
          {state.status === 'failed' && state.canRetry && (
            <Button size="small" onClick={() => uploads.retry(upload.id)} aria-label={`重试 ${upload.name}`}>
              重试
            </Button>
          )}
          <Button size="small" type="text" onClick={() => uploads.drop(upload.id)} aria-label={`${state.status === 'done' || state.status === 'failed' ? '收起' : '取消'} ${upload.name}`}>
            {state.status === 'done' || state.status === 'failed' ? '收起' : '取消'}
          </Button>
        </span>
      </div>
      <div role="status">
        <UploadSentence state={state} />
      </div>
      {state.status === 'sending' && <progress value={state.ratio} max={1} aria-label={`上传 ${upload.name}`} />}
      {state.status === 'checking' && <progress aria-label={`校验 ${upload.name}`} />}
      {state.status === 'done' && state.batch.rowsTotal > 0 && !isUnderWay(state.batch) && <ResultBar batch={state.batch} />}
    </li>
  )
}

function UploadSentence({ state }: { state: Upload['state'] }) {
  switch (state.status) {
    case 'waiting':
      return <p className="quiet">排队中</p>
    case 'sending':
      return <p className="quiet">正在上传 {share(state.ratio, 1)}</p>
    case 'checking':
      return <p className="quiet">已传完，正在校验入库</p>
    case 'done':
      return <p className={state.batch.status === 'failed' ? 'act-text' : undefined}>{resultSentence(state.batch)}</p>
    case 'failed':
    default:
      return (
        <p className="act-text">
          {state.title}
          {state.detail !== undefined && `：${state.detail}`}
        </p>
      )
  }
}
