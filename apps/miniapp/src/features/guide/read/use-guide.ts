import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { download } from '../../../lib/download'
import { paramOf } from '../../../lib/go'
import { BASE, call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'

/** A guide, kept on the phone once it was open. With a record the forms come filled in. */
export function useGuide() {
  const { params } = useRouter()
  const guideId = paramOf(params, 'guideId') ?? ''
  const recordId = paramOf(params, 'recordId')
  const firmId = paramOf(params, 'firmId')
  const [problem, setProblem] = useState<ApiError>()
  const load = useLoad(guideId, () => call('GET /repair-guides/{guideId}', { params: { guideId } }), { cacheKey: `cache:guide:${guideId}` })

  const getForm = async (template: string, title: string) => {
    setProblem(undefined)
    const owner = firmId === undefined ? '/me' : `/firms/${firmId}`
    try {
      await download(recordId === undefined ? `/repair-templates/${template}` : `${owner}/records/${recordId}/repair-templates/${template}`, `${title}.html`)
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }

  const copyAddress = async () => {
    const path = `${BASE ?? ''}/repair-guides/${guideId}/page`
    await Taro.setClipboardData({ data: process.env.TARO_ENV === 'h5' ? `${location.origin}${path}` : path }).catch(() => undefined)
    toast('已复制，可以发给别人，或者在电脑上打开打印')
  }

  return { load, isFilled: recordId !== undefined, problem, getForm, copyAddress }
}
