import type { PerkCard, Scene } from '@xinhui/contract'
import type { ChipItem } from '../../components/chip'
import type { IconName } from '../../components/icon/icons'

type Verdict = PerkCard['eligibility']['verdict']

export interface PerkFilter {
  /** Code of a scene; empty for all. */
  scene: string
  search: string
  onlyMine: boolean
}

export interface PerkWords {
  headline: string
  title: string
  /** Scene and merchant. */
  from: string
  mine: { words: string; kind: 'yes' | 'held' | 'later'; icon: IconName }
  /** Only when few are left. */
  left: string | undefined
}

const KINDS: Readonly<Record<Verdict, [PerkWords['mine']['kind'], IconName]>> = {
  eligible: ['yes', 'check'],
  'eligible-floor': ['yes', 'check'],
  'limit-reached': ['held', 'done'],
  'needs-login': ['later', 'info'],
  'needs-real-name': ['later', 'info'],
  'needs-score': ['later', 'info'],
  'needs-points': ['later', 'info'],
  'sold-out': ['later', 'clock'],
  'not-yet': ['later', 'clock'],
  ended: ['later', 'clock'],
  suspended: ['later', 'clock'],
  'other-audience': ['later', 'info'],
}

/** From here on it is worth telling how many there are. */
const FEW = 20

export function perkWords({ headline, title, sceneTitle, merchantName, remaining, eligibility }: PerkCard): PerkWords {
  const [kind, icon] = KINDS[eligibility.verdict]
  const words = eligibility.sentence.startsWith('可享') ? `您${eligibility.sentence}` : eligibility.sentence
  return {
    headline,
    title,
    from: `${sceneTitle} · ${merchantName}`,
    mine: { words, kind, icon },
    left: remaining !== null && remaining > 0 && remaining <= FEW ? `还剩 ${remaining} 份` : undefined,
  }
}

/** 全部 first; a scene in which there is nothing is not offered, unless it is the one chosen. */
export const sceneChips = (scenes: readonly Scene[], chosen: string): ChipItem[] => [
  { code: '', title: '全部' },
  ...scenes.filter((scene) => scene.perkCount > 0 || scene.code === chosen).map(({ code, title, icon }) => ({ code, title, icon })),
]

export const queryOf = ({ scene, search, onlyMine }: PerkFilter, cursor?: string) => ({
  ...(scene === '' ? {} : { scene }),
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...(onlyMine ? { onlyMine: 'true' as const } : {}),
  ...(cursor === undefined ? {} : { cursor }),
})

/** Pages one after the other; a perk that has moved onto a second page meanwhile is shown once. */
export function joinPages(pages: readonly (readonly PerkCard[])[]): PerkCard[] {
  const seen = new Set<string>()
  return pages.flatMap((page) => page.filter(({ perkId }) => !seen.has(perkId) && seen.add(perkId).size > 0))
}

/** Why the list is empty, and what brings something. */
export function emptyWords({ scene, search, onlyMine, signedIn }: PerkFilter & { signedIn: boolean }): { title: string; note: string; login: boolean } {
  if (onlyMine && !signedIn) return { title: '登录后看看您能领哪些', note: '不登录也可以浏览全部优惠', login: true }
  if (search.trim() !== '') return { title: `没有找到“${search.trim()}”`, note: '换个词，或选别的场景看看', login: false }
  if (onlyMine) return { title: '这里暂时没有您能领的', note: '关掉“只看我能领的”，可以看到全部优惠', login: false }
  return scene === '' ? { title: '还没有优惠', note: '商户发布优惠后，会按场景列在这里', login: false } : { title: '这个场景还没有优惠', note: '选别的场景看看', login: false }
}
