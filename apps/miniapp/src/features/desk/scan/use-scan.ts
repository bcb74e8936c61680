import { useEffect, useReducer, useRef, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { scanCode } from '../../../lib/scan'
import { usedHere } from '../offline/phone'
import type { Offline } from '../offline/use-offline'
import { deskPosition } from './position'
import { nextStep, type Said } from './scan.view'

const asApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error
  throw error
}

/**
 * One customer after the other at one store: read, check, redeem. With network nothing is decided on the phone; without, the
 * phone judges the pass itself and writes down what it admitted.
 */
export function useScan(storeId: string, { judge, admit }: Pick<Offline, 'judge' | 'admit'>) {
  const [step, tell] = useReducer(nextStep, { at: 'scanning' })
  const [problem, setProblem] = useState<string>()
  /** Kept over every attempt on one verdict, so that a retry after a lost answer redeems nothing twice. */
  const redeeming = useRef(new Intention())

  const check = async (presented: string) => {
    tell({ type: 'read', presented })
    await look(presented, {})
  }

  /** The clerk says what else there is on the bill, or that it is another one than before: the audit trail keeps that when it is redeemed. */
  const say = async (more: Said) => {
    if (step.at !== 'verdict') return
    tell({ type: 'recheck', presented: step.presented })
    await look(step.presented, { ...step.said, ...more })
  }

  const look = async (presented: string, said: Said) => {
    const isSaid = said.otherBill || said.promotions
    try {
      const verdict = await call('POST /desk/checks', { body: { storeId, presented, ...(isSaid ? { together: said } : {}) } })
      tell({ type: 'checked', presented, verdict, ...(isSaid ? { said } : {}) })
    } catch (error) {
      const failed = asApiError(error)
      const alone = failed.unanswered ? await judge(presented, said) : undefined
      if (alone && 'verdict' in alone) tell({ type: 'judged', presented, ...alone, said })
      else tell({ type: 'check-failed', presented, error: failed, ...(alone ? { why: alone.unable } : {}) })
    }
  }

  /** The network went away between the check and the redemption. One showing counts once, whatever became of the call. */
  const judgeAlone = async () => {
    if (step.at !== 'verdict') return
    const { presented, said = {} } = step
    const alone = await judge(presented, said)
    if ('verdict' in alone) tell({ type: 'judged', presented, ...alone, said })
    else setProblem(alone.unable)
  }

  const redeem = async () => {
    if (step.at !== 'verdict') return
    const { presented, draft, verdict } = step
    if (draft) {
      const scan = await admit(presented, draft, await deskPosition())
      tell(scan ? { type: 'kept', presented, scan } : { type: 'unkept', presented })
      return
    }
    try {
      const position = await deskPosition()
      const said = { ...(step.said?.otherBill ? { together: { otherBill: true } } : {}), ...(position ? { position } : {}) }
      const receipt = await redeeming.current.attempt((idempotencyKey) => call('POST /desk/redemptions', { body: { storeId, presented, ...said }, idempotencyKey }))
      if (verdict.voucherId !== null) usedHere.add({ voucherId: verdict.voucherId, redemptionId: receipt.redemptionId, storeId, benefit: receipt.benefit, redeemedAt: receipt.redeemedAt })
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
    setProblem(undefined)
    tell({ type: 'again' })
    if (process.env.TARO_ENV === 'weapp') void openScanner()
  }

  const opened = useRef(false)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || opened.current) return
    opened.current = true
    void openScanner()
  })

  return { step, problem, check, say, judgeAlone, redeem, again }
}
