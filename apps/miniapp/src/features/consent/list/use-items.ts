import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'

type Item = Api['GET /me/item-consents']['response']['items'][number]

export function useItems() {
  const load = useMine('item-consents', () => call('GET /me/item-consents'))
  const [asked, setAsked] = useState<Item>()
  const [problem, setProblem] = useState<ApiError>()

  const ask = (item: Item | undefined) => {
    setProblem(undefined)
    setAsked(item)
  }

  const confirm = async () => {
    if (!asked || !load.data) return
    setProblem(undefined)
    try {
      if (asked.consentId === null) await call('POST /me/consents', { body: { item: asked.item, agreed: true, textVersion: load.data.textVersion } })
      else await call('DELETE /me/consents/{consentId}', { params: { consentId: asked.consentId } })
      toast(asked.consentId === null ? '已授权' : '授权已撤回')
      setAsked(undefined)
      await load.reload()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      if (error.code === 'CONFLICT' || error.code === 'CONSENT_TEXT_OUTDATED') await load.reload()
    }
  }

  return { load, asked, problem, ask, confirm }
}
