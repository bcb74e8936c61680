import type { Api } from '@xinhui/contract'

export type Model = Api['GET /score-models/{subjectKind}']['response']
type Indicator = Model['indicators'][number]

export interface ModelPart {
  code: string
  title: string
  capCenti: number
  indicators: readonly Indicator[]
}

/** Indicators below their dimension, in the model's order; what names no dimension of the model stands last. */
export function modelParts({ dimensions, indicators }: Pick<Model, 'dimensions' | 'indicators'>): readonly ModelPart[] {
  const parts = dimensions.map(({ code, title, capCenti }) => ({ code, title, capCenti, indicators: indicators.filter(({ dimension }) => dimension === code) }))
  const others = indicators.filter(({ dimension }) => !dimensions.some(({ code }) => code === dimension))
  return others.length === 0 ? parts : [...parts, { code: 'others', title: '其他', capCenti: 0, indicators: others }]
}
