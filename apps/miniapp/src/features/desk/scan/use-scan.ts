import { useEffect, useReducer, useRef, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { scanCode } from '../../../lib/scan'
import { nextStep } from './scan.view'

const asApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error
  throw error
}

/** One customer after the other at one store: read, check, redeem. Nothing is decided on the phone. */
export function useScan(storeId: string) {
  const [step, tell] = useReducer(nextStep, { at: 'scanning' })
  const [problem, setProblem] = useState<string>()
  /** Kept over every attempt on one verdict, so that a retry after a lost answer redeems nothing twice. */
  const redeeming = useRef(new Intention())

  const check = async (presented: string) => {
    tell({ type: 'read', presented })
    try {
      tell({ type: 'checked', presented, verdict: await call('POST /desk/checks', { body: { storeId, presented } }) })
    } catch (error) {
      tell({ type: 'check-failed', presented, error: asApiError(error) })
    }
  }

  const redeem = async () => {
    if (step.at !== 'verdict') return
    const { presented } = step
    try {
      const receipt = await redeeming.current.attempt((idempotencyKey) => call('POST /desk/redemptions', { body: { storeId, presented }, idempotencyKey }))
      tell({ type: 'redeemed', presented, receipt })
    } catch (error) {
      tell({ type: 'redeem-failed', presented, error: asApiError(error) })
    }
  }

  /** WeChat's own scanner; in a browser the camera is on the page. */
  const openScanner = async () => {
    setProblem(undefined)
    try {
      const text = await scanCode()
      if (text !== null) await check(text)
    } catch (error) {
      if (error instanceof ApiError) throw error
      setProblem('没能打开扫码，请再试一次，或输入收银码')
    }
  }

  const again = () => {
    redeeming.current = new Intention()
    tell({ type: 'again' })
    if (process.env.TARO_ENV === 'weapp') void openScanner()
  }

  const opened = useRef(false)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || opened.current) return
    opened.current = true
    void openScanner()
  })

  return { step, problem, check, redeem, again }
}
