import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'

type Step = Api['GET /repair-guides/{guideId}']['response']['steps'][number]

/** What a step says in one glance: who, where, how long, at what cost, with what. */
export const stepFacts = ({ who, where, howLong, cost, materials, basis }: Step): Fact[] => [
  { name: '谁来办', value: who },
  { name: '在哪办', value: where },
  { name: '多久', value: howLong },
  { name: '费用', value: cost },
  ...(materials.length > 0 ? [{ name: '材料', value: materials.map((m) => m.text).join('；') }] : []),
  { name: '依据', value: basis },
]

/** The forms of a step by the words they stand in. */
export const formsOf = ({ materials }: Step): { template: string; text: string }[] => materials.flatMap(({ template, text }) => (template === null ? [] : [{ template, text: text.split('，').at(-1) ?? text }]))
