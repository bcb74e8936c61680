import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { toast } from '../../components/toast'
import { ApiError } from '../../lib/api-error'
import { call } from '../../lib/request'
import { chooseFile, fetchFile, sendFile } from '../../lib/upload'
import { fileProblem } from './case.view'
import { showFile } from './show-file'

type Case = Api['GET /repair-cases/{caseId}']['response']

export interface Sending {
  material: string
  percent: number
}

/** Files beside a case: sent one at a time, each with its own trouble beside its own material. */
export function useEvidence(caseId: string, onChange: (one: Case) => void) {
  const [sending, setSending] = useState<Sending>()
  const [wrong, setWrong] = useState<{ material: string; text: string }>()

  const guarded = async (material: string, work: () => Promise<void>) => {
    setWrong(undefined)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setWrong({ material, text: [error.title, error.detail].filter((part) => part !== '').join('：') })
    } finally {
      setSending(undefined)
    }
  }

  return {
    sending,
    wrong,
    attach: (material: string) =>
      guarded(material, async () => {
        const file = await chooseFile({ pdf: true })
        if (!file) return
        const text = fileProblem(file)
        if (text !== undefined) {
          setWrong({ material, text })
          return
        }
        setSending({ material, percent: 0 })
        await sendFile(`/repair-cases/${caseId}/evidence?material=${encodeURIComponent(material)}`, file, (percent) => setSending({ material, percent }))
        onChange(await call('GET /repair-cases/{caseId}', { params: { caseId } }))
        toast('已上传')
      }),
    remove: (material: string, evidenceId: string) =>
      guarded(material, async () => {
        onChange(await call('DELETE /repair-cases/{caseId}/evidence/{evidenceId}', { params: { caseId, evidenceId } }))
        toast('已删去')
      }),
    show: (material: string, evidenceId: string, mediaType: string) =>
      guarded(material, async () => {
        const address = await fetchFile(`/repair-cases/${caseId}/evidence/${evidenceId}`)
        if (address === undefined) throw new ApiError({ status: 0, code: 'OFFLINE', title: '文件打不开', detail: '请检查网络后再试' })
        await showFile(address, mediaType)
      }),
  }
}
