import type { RepairGuide, RepairGuideSummary } from '@xinhui/contract'
import type { Guide } from './read-guide'

export const WARNING = '修复不收费，谨防中介。声称“包修复”“加急”“内部渠道”的都不可信：所有步骤您自己就能免费办完，材料造假会被记录。'
/** Characters around a word that was found. */
const AROUND = 18

export const presentGuideSummary = ({ id, title, summary, version, effectiveFrom, reviewed, verified }: Guide, found: string | null): RepairGuideSummary => ({ guideId: id, title, summary, version, effectiveFrom, reviewed, verified, found })

export function presentGuide(guide: Guide): RepairGuide {
  const { found: _, ...head } = presentGuideSummary(guide, null)
  return { ...head, intro: guide.intro, steps: guide.steps, questions: guide.questions, sources: guide.sources, warning: WARNING }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Every sentence of a guide, in the order it is read; then its keywords, which stand nowhere. */
const passages = (g: Guide): string[] => [
  g.summary,
  ...g.intro,
  ...g.steps.flatMap((s) => [s.title, s.who, s.where, s.howLong, ...s.materials.map((m) => m.text), s.basis, ...s.paragraphs]),
  ...g.questions,
  ...g.sources,
  ...g.keywords,
]

/** The guides in which every word stands, in the title or inside; those that say it in the title come first. */
export function searchGuides(guides: readonly Guide[], keyword: string): RepairGuideSummary[] {
  const words = plain(keyword).split(/\s+/).filter((w) => w !== '')
  const hits = guides.flatMap((guide) => {
    const title = plain(guide.title)
    const inside = passages(guide)
    if (!words.every((w) => title.includes(w) || inside.some((p) => plain(p).includes(w)))) return []
    const isTitle = words.every((w) => title.includes(w))
    return [{ isTitle, summary: presentGuideSummary(guide, isTitle || words.length === 0 ? null : excerpt(inside, words)) }]
  })
  return hits.sort((a, b) => Number(b.isTitle) - Number(a.isTitle)).map((h) => h.summary)
}

function excerpt(inside: readonly string[], words: readonly string[]): string | null {
  for (const passage of inside) {
    const at = Math.max(...words.map((w) => plain(passage).indexOf(w)))
    if (at < 0) continue
    const [from, to] = [Math.max(0, at - AROUND), at + AROUND * 2]
    return `${from > 0 ? '…' : ''}${passage.slice(from, to)}${to < passage.length ? '…' : ''}`
  }
  return null
}
