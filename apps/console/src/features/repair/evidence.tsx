import { Button } from 'antd'
import { useState } from 'react'
import { sentenceOf } from '../../lib/problem'
import { fetchFile } from '../../lib/request'
import type { RepairCase } from './queries'

const size = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
const KINDS: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPG', 'image/png': 'PNG' }

/** What was handed in: a picture opens below, a PDF in a tab of its own. */
export function Evidence({ found }: { found: RepairCase }) {
  const [picture, setPicture] = useState<{ id: string; url: string }>()
  const [problem, setProblem] = useState<string>()
  const open = async (evidenceId: string, mediaType: string) => {
    setProblem(undefined)
    try {
      const url = URL.createObjectURL(await fetchFile('GET /console/repair-cases/{caseId}/evidence/{evidenceId}', { params: { caseId: found.caseId, evidenceId } }))
      if (mediaType === 'application/pdf') window.open(url, '_blank', 'noopener')
      else setPicture({ id: evidenceId, url })
      setTimeout(() => URL.revokeObjectURL(url), 300_000)
    } catch (error) {
      setProblem(sentenceOf(error).title)
    }
  }
  const toFetch = found.check.materials.filter((m) => m.obtainableByOffice && !found.evidence.some((e) => e.materialCode === m.code))
  const note = toFetch.length > 0 && <p>{`申请人没有上传，请本单位调取：${toFetch.map((m) => m.title).join('、')}`}</p>
  if (found.evidence.length === 0) return note || <p className="quiet">没有提交材料。</p>
  return (
    <>
      {note}
      <ul className="checks">
        {found.evidence.map(({ evidenceId, materialTitle, mediaType, byteCount }, i) => (
          <li key={evidenceId}>
            {`${i + 1}. ${materialTitle}`} <span className="quiet">{`${KINDS[mediaType] ?? mediaType} · ${size(byteCount)}`}</span>{' '}
            <Button size="small" aria-label={`查看：文件 ${i + 1}`} onClick={() => void open(evidenceId, mediaType)}>
              查看
            </Button>
          </li>
        ))}
      </ul>
      {problem && <p role="alert">{problem}</p>}
      {picture && <img className="licence" src={picture.url} alt="提交的材料" />}
    </>
  )
}
