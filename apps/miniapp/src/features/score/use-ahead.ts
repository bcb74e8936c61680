import { useState } from 'react'
import { ApiError } from '../../lib/api-error'
import { useMine } from '../../lib/use-mine'
import { amountOf, type Choice, dayFrom, type History, type Projection, type WhatIf, type WhatIfBody } from './ahead.view'

/** Where a number, what is ahead of it and its history come from: my own score, or the evaluation of a firm. */
export interface ScoreSource {
  /** Begins the names under which the answers are kept on the phone. */
  name: string
  projection: () => Promise<Projection>
  suppose: (body: WhatIfBody) => Promise<WhatIf>
  history: () => Promise<{ items: History }>
}

/** What is ahead, and the answer to one "what if" at a time. */
export function useAhead(source: ScoreSource) {
  const load = useMine(`${source.name}-ahead`, source.projection)
  const [choice, setChoice] = useState<Choice>()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [answer, setAnswer] = useState<WhatIf>()
  const [problem, setProblem] = useState<ApiError>()

  const clear = () => {
    setWrong(undefined)
    setAnswer(undefined)
    setProblem(undefined)
  }
  const choose = (chosen: Choice, projection: Projection) => {
    clear()
    setChoice(chosen)
    setText(chosen.ask.kind === 'end' ? projection.today.day : '')
  }
  const type = (value: string) => {
    clear()
    setText(value)
  }
  const ask = async (projection: Projection) => {
    if (!choice) return
    clear()
    const { ask: asked } = choice
    const given = asked.kind === 'add' ? amountOf(text) : dayFrom(text, projection.today.day)
    if ('problem' in given) {
      setWrong(given.problem)
      return
    }
    const body = 'amount' in given ? { add: asked.kind === 'add' ? [{ item: asked.item, field: asked.field, amount: given.amount }] : [] } : { day: given.on, end: asked.kind === 'end' ? [{ recordId: asked.recordId, on: given.on }] : [] }
    try {
      setAnswer(await source.suppose(body))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }
  return { load, choice, text, wrong, answer, problem, choose, type, ask }
}

export const useHistory = (source: ScoreSource) => useMine(`${source.name}-history`, source.history)
