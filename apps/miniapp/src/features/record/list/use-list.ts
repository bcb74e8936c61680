import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { downloadMyData } from '../../../lib/download'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useCity } from '../../../lib/use-city'
import { useMine } from '../../../lib/use-mine'

export const anchorOf = (recordId: string) => `record-${recordId}`

export function useList() {
  const load = useMine('records', async () => (await call('GET /me/records')).items)
  const city = useCity()
  /** The record that a line of the score led to: opened and brought into view. */
  const wanted = paramOf(useRouter().params, 'record')
  const found = wanted !== undefined && load.data?.some(({ recordId }) => recordId === wanted)
  useEffect(() => {
    if (found) Taro.nextTick(() => void Taro.pageScrollTo({ selector: `#${anchorOf(wanted)}`, duration: 0, offsetTop: -16 }))
  }, [found, wanted])
  const [problem, setProblem] = useState<ApiError>()
  const download = async () => {
    setProblem(undefined)
    try {
      await downloadMyData()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }
  return { load, wanted, hotline: city.data?.hotline, problem, download }
}
