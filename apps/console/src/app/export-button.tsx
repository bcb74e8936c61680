import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type CsvColumn, saveCsv } from '../lib/csv'
import { count, today } from '../lib/format'
import { EXPORT_LIMIT, type FetchPage, readAll } from '../lib/list'
import { sentenceOf } from '../lib/problem'

/** Exports what the present filter lists, to its end and not only the rows loaded so far. */
export function ExportButton<T>({ name, columns, page }: { name: string; columns: readonly CsvColumn<T>[]; page: FetchPage<T> }) {
  const [progress, setProgress] = useState<number | null>(null)
  const [message, setMessage] = useState('')
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])

  const run = async () => {
    const control = new AbortController()
    abort.current = control
    setMessage('')
    setProgress(0)
    try {
      const { rows, complete } = await readAll(page, setProgress, control.signal)
      saveCsv(`${name}-${today()}.csv`, columns, rows)
      setMessage(complete ? `已导出 ${count(rows.length)} 条` : `只导出前 ${count(EXPORT_LIMIT)} 条，请缩小筛选范围后再导出其余`)
    } catch (error) {
      if (!control.signal.aborted) setMessage(`没有导出：${sentenceOf(error).title}`)
    } finally {
      if (!control.signal.aborted) setProgress(null)
    }
  }

  return (
    <>
      <span className="quiet" role="status">
        {progress === null ? message : `已取 ${count(progress)} 条…`}
      </span>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void run()} disabled={progress !== null}>
        导出 CSV
      </Button>
    </>
  )
}
