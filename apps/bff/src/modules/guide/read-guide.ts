import { CATALOG_KINDS } from '@xinhui/rules'
import { parse } from 'yaml'
import { z } from 'zod'

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const day = z.iso.date()

const GuideHead = z.strictObject({
  id: code,
  title: z.string().max(30),
  /** Kinds of records it is about. */
  kinds: z.array(z.enum(CATALOG_KINDS)),
  /** For firms under reorganisation, whatever the kind. */
  route: z.enum(['reorganisation']).optional(),
  subject: z.enum(['person', 'organization', 'both']),
  version: z.string(),
  effectiveFrom: day,
  reviewed: day,
  verified: z.boolean(),
  summary: z.string().max(60),
  keywords: z.array(z.string()),
  sources: z.array(z.string()).min(1),
})

const FormHead = z.strictObject({
  code,
  title: z.string(),
  version: z.string(),
  /** The city's promise of repair.yaml follows the text, word for word. */
  promise: z.boolean(),
  /** Who signs it. */
  sign: z.string(),
})

export interface GuideStep {
  title: string
  who: string
  where: string
  howLong: string
  cost: string
  materials: { text: string; template: string | null }[]
  basis: string
  paragraphs: string[]
}

export type Guide = z.infer<typeof GuideHead> & { intro: string[]; steps: GuideStep[]; questions: string[] }
export type Form = z.infer<typeof FormHead> & { paragraphs: string[] }

/** What a form's text may name: `{{name}}`. `blank` is for the pen. */
export const PLACEHOLDERS = ['name', 'identifierTitle', 'identifier', 'documentNumber', 'decidedOn', 'office', 'item', 'blank'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

const FACTS = { who: '谁', where: '哪里', howLong: '多久', cost: '费用', materials: '材料', basis: '依据' } as const
const QUESTIONS = '常见问题'
const FREE = '不收费'

function headAndBody<T>(text: string, shape: z.ZodType<T>): { head: T; blocks: string[] } {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  if (head === undefined || body === undefined) throw new Error('does not begin with front matter between two lines ---')
  const read = shape.safeParse(parse(head))
  if (!read.success) throw new Error(read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; '))
  const strange = /[<`*]|!\[|^#{1}[^#]|^#{3,}/m.exec(body)
  if (strange) throw new Error(`"${strange[0]}" is not for these pages: headings ##, lists of facts, paragraphs and [words](template:…)`)
  return { head: read.data, blocks: body.replace(/^## .*$/gm, '\n$&\n').trim().split(/\n{2,}/) }
}

function readMaterial(text: string): { text: string; template: string | null } {
  const [, title, template] = /\[([^\]]+)\]\(template:([a-z0-9-]+)\)/.exec(text) ?? []
  return title === undefined || template === undefined ? { text, template: null } : { text: text.replace(/\[[^\]]+\]\([^)]*\)/, title), template }
}

function readFacts(title: string, block: string): Omit<GuideStep, 'title' | 'paragraphs'> {
  const facts = new Map(
    block.split('\n').map((line) => {
      const [, name, value] = /^- ([^：]+)：(.+)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw new Error(`${title}: "${line}" is no fact: - 谁：…`)
      return [name, value.trim()] as const
    }),
  )
  const of = (key: keyof typeof FACTS): string => {
    const value = facts.get(FACTS[key])
    if (value === undefined && key !== 'materials') throw new Error(`${title}: 没有“${FACTS[key]}”`)
    facts.delete(FACTS[key])
    return value ?? ''
  }
  const step = { who: of('who'), where: of('where'), howLong: of('howLong'), cost: of('cost'), basis: of('basis') }
  const materials = of('materials')
  if (!step.cost.startsWith(FREE)) throw new Error(`${title}: 修复不收费，“费用”应以“${FREE}”开头`)
  const [strange] = facts.keys()
  if (strange !== undefined) throw new Error(`${title}: 没有“${strange}”这一项`)
  return { ...step, materials: materials === '' || materials === '无' ? [] : materials.split('；').map(readMaterial) }
}

/** Reads a guide: front matter, an introduction, one `##` a step with its facts, and 常见问题. @throws Error that says what is wrong */
export function readGuide(text: string): Guide {
  const { head, blocks } = headAndBody(text, GuideHead)
  const guide: Guide = { ...head, intro: [], steps: [], questions: [] }
  let into = guide.intro
  for (const [i, block] of blocks.entries()) {
    if (!block.startsWith('## ')) {
      if (!block.startsWith('- ')) into.push(block.replaceAll('\n', ''))
      else if (!blocks[i - 1]?.startsWith('## ') || into === guide.questions) throw new Error(`"${block.slice(0, 20)}" does not stand below a step's title`)
      continue
    }
    const title = block.slice(3).trim()
    if (title === QUESTIONS) {
      into = guide.questions
      continue
    }
    const step = { title, ...readFacts(title, blocks[i + 1] ?? ''), paragraphs: [] }
    guide.steps.push(step)
    into = step.paragraphs
  }
  if (guide.intro.length === 0 || guide.steps.length === 0) throw new Error('has no introduction or no step')
  return guide
}

/** Reads a form: front matter and paragraphs with placeholders. @throws Error that says what is wrong */
export function readForm(text: string): Form {
  const { head, blocks } = headAndBody(text, FormHead)
  const strange = [...text.matchAll(/\{\{(\w*)\}\}/g)].find(([, name]) => !PLACEHOLDERS.some((p) => p === name))
  if (strange) throw new Error(`${strange[0]} is none of ${PLACEHOLDERS.join(', ')}`)
  return { ...head, paragraphs: blocks.map((b) => b.replaceAll('\n', '')) }
}
