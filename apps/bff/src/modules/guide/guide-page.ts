import { formatDayZh } from '@xinhui/rules'
import { el, type Piece, printable } from '../../lib/printable'
import { WARNING } from './present-guide'
import type { Guide, GuideStep } from './read-guide'

const OFFICIAL = '以官方文本为准'

const stepPieces = (step: GuideStep, at: number): Piece[] => [
  el('h2', `${at + 1}. ${step.title}`),
  el(
    'dl',
    [['谁来办', step.who], ['在哪办', step.where], ['多久', step.howLong], ['费用', step.cost], ...(step.materials.length > 0 ? [['材料', step.materials] as const] : []), ['依据', step.basis]].flatMap(([name, value]): Piece[] => [
      el('dt', name),
      el('dd', typeof value === 'string' ? value : (value ?? []).flatMap((m, i): Piece[] => [i > 0 ? '；' : '', m.template === null ? m.text : el('a', m.text, { href: `../../repair-templates/${m.template}` })])),
    ]),
  ),
  ...step.paragraphs.map((p) => el('p', p)),
]

/** A guide as one page, to read without the app and to print. */
export const guidePage = (guide: Guide): Response =>
  printable(
    guide.title,
    [
      el('h1', guide.title),
      el('aside', WARNING),
      ...guide.intro.map((p) => el('p', p)),
      ...guide.steps.flatMap(stepPieces),
      ...(guide.questions.length > 0 ? [el('h2', '常见问题'), ...guide.questions.map((p) => el('p', p))] : []),
      el('h2', '依据'),
      el('ul', guide.sources.map((s) => el('li', s))),
      el('footer', [el('p', `版本 ${guide.version}，${formatDayZh(guide.effectiveFrom)}起适用，${formatDayZh(guide.reviewed)}核对${guide.verified ? '' : `；${OFFICIAL}`}`)]),
    ],
    { isPublic: true },
  )
