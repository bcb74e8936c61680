import type { Api } from '@xinhui/contract'

type MyScore = Api['GET /me/score']['response']
type Consent = Extract<MyScore, { consent: unknown }>['consent']

export interface OpenData {
  myScore: MyScore
  /** From the published model: what the number is not used for. */
  notUsedFor: readonly string[]
}

export type OpenView =
  | { kind: 'open-already' }
  | {
      kind: 'to-decide'
      consent: Consent
      notUsedFor: readonly string[]
      /** The first time both answers stand side by side; who came back by themselves is not asked whether not to. */
      mayRefuse: boolean
    }

export function openView({ myScore, notUsedFor }: OpenData): OpenView {
  if (myScore.status === 'open') return { kind: 'open-already' }
  return { kind: 'to-decide', consent: myScore.consent, notUsedFor, mayRefuse: myScore.status === 'never-asked' }
}

/** What stops the consent from being sent, if anything. */
export const missing = (agreed: boolean): string | undefined => (agreed ? undefined : '请先阅读，再勾选同意')
