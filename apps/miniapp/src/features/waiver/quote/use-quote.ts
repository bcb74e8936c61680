import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { goInstead, paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useLoad } from '../../../lib/use-load'

export function useQuote() {
  const perkId = paramOf(useRouter().params, 'perkId') ?? ''
  const isSignedIn = useSignal(signedIn)
  const load = { ...useLoad(isSignedIn ? `quote ${perkId}` : undefined, () => call('POST /waivers', { body: { perkId } })), signedIn: isSignedIn }
  const [agreed, setAgreed] = useState(false)
  const [hint, setHint] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()
  const [agreeing] = useState(() => new Intention())

  const submit = async () => {
    const quote = load.data
    if (!quote) return
    setProblem(undefined)
    if (!agreed) {
      setHint('请先看过金额和约定，再勾选同意')
      return
    }
    try {
      const { waiverId, textVersion } = quote
      await agreeing.attempt((idempotencyKey) => call('POST /waivers/{waiverId}/consent', { params: { waiverId }, body: { agreed: true, textVersion }, idempotencyKey }))
      await goInstead('waiver', { waiverId })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      // What was read no longer holds: read it anew, and agree anew.
      if (error.code === 'QUOTE_EXPIRED' || error.code === 'CONSENT_TEXT_OUTDATED') {
        setAgreed(false)
        await load.reload()
      }
    }
  }

  const agree = () => {
    setAgreed(!agreed)
    setHint(undefined)
  }

  return { load, agreed, hint, agree, problem, submit }
}
