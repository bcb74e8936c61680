import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { goOn, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { forgetSession, savePersona, saveSession, signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { writeCache } from '../../../lib/storage'
import { useCity } from '../../../lib/use-city'
import { useLoad } from '../../../lib/use-load'
import { loginWay } from './login.view'

const wechatCode = async (): Promise<string> => {
  try {
    return (await Taro.login()).code
  } catch {
    throw new ApiError({ status: 0, code: 'WECHAT_SILENT', title: '微信没有回应', detail: '请再试一次' })
  }
}

const personaCode = async (key: string): Promise<string> => (await call('POST /demo/personas/{key}/code', { params: { key } })).code

export function useLogin() {
  const next = paramOf(useRouter().params, 'next')
  const city = useCity()
  const way = city.data && loginWay(city.data.mode, process.env.TARO_ENV)
  const personas = useLoad(way === 'persona' ? 'personas' : undefined, async () => (await call('GET /demo/personas')).items)
  const [problem, setProblem] = useState<ApiError>()
  /** The persona whose login is under way. */
  const [entering, setEntering] = useState<string>()
  const isSignedIn = useSignal(signedIn)

  const enter = async (persona?: string) => {
    if (entering !== undefined) return
    setProblem(undefined)
    setEntering(persona ?? 'wechat')
    try {
      const code = persona === undefined ? await wechatCode() : await personaCode(persona)
      const { tokens, me } = await call('POST /sessions/wechat', { body: { code } })
      // Nothing of whoever held this phone before may be left.
      forgetSession()
      savePersona(persona)
      writeCache('cache:me', me, Date.now())
      saveSession(tokens)
      await goOn(next)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    } finally {
      setEntering(undefined)
    }
  }

  return { city, way, personas, problem, entering, isSignedIn, enter, leave: () => goOn(next) }
}
