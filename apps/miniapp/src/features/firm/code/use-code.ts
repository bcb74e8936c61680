import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { go, goInstead, paramOf, urlOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { scanCode } from '../../../lib/scan'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useLatest } from '../../../lib/use-latest'
import { type Offer, readCode } from '../firm.view'

/** Type or scan a code, look at what it offers, confirm. Nothing is done before the confirmation. */
export function useCode() {
  const given = paramOf(useRouter().params, 'code')
  const isSignedIn = useSignal(signedIn)
  const [text, setText] = useState(given === undefined ? '' : readCode(given))
  const [offer, setOffer] = useState<Offer>()
  const [problem, setProblem] = useState<ApiError>()
  const [looking, setLooking] = useState(false)

  const tried = async (work: () => Promise<void>) => {
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }
  const look = (typed = text) =>
    tried(async () => {
      setOffer(undefined)
      setOffer(await call('POST /me/firms/code-offer', { body: { code: readCode(typed) } }))
    })
  const take = (scanned: string) => {
    setLooking(false)
    setText(readCode(scanned))
    void look(scanned)
  }
  const scan = async () => {
    if (process.env.TARO_ENV === 'h5') return setLooking(true)
    try {
      const scanned = await scanCode()
      if (scanned !== null) take(scanned)
    } catch {
      toast('没能打开扫码，请输入邀请码')
    }
    return undefined
  }
  const confirm = () =>
    tried(async () => {
      const { firmId } = await call('POST /me/firms/code', { body: { code: readCode(text) } })
      toast('您已成为经办人')
      await goInstead('firmFile', { firmId })
    })
  const type = (typed: string) => {
    setText(typed)
    setOffer(undefined)
    setProblem(undefined)
  }

  // Asked once, for the code this page was opened with.
  const opened = useLatest({ given, isSignedIn, look })
  useEffect(() => {
    const { given, isSignedIn, look } = opened.current
    if (given !== undefined && isSignedIn) void look(given)
  }, [opened])

  const login = () => go('login', { next: urlOf('firmCode', { code: given }) })
  return { isSignedIn, text, offer, problem, looking, stop: () => setLooking(false), take, type, look: () => look(), scan, confirm, login }
}
