import type { CatalogKind, Day, SubjectKind } from '@xinhui/rules'
import type { City } from '../city/load-city'
import { type CityText, cityTexts } from '../city/rule-files'
import { type Form, type Guide, readForm, readGuide } from './read-guide'

interface Guides {
  guides: readonly Guide[]
  forms: ReadonlyMap<string, Form>
}

const loaded = new WeakMap<City, Guides>()

/** What the city has of an id takes the place of all that the nation has of it. */
function ownFirst<T>(texts: readonly CityText[], read: (text: string) => T, idOf: (one: T) => string): T[] {
  const all = texts.map((text) => {
    try {
      return { one: read(text.text), text }
    } catch (error) {
      throw new Error(`${text.file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  })
  const own = new Set(all.filter(({ text }) => !text.isNational).map(({ one }) => idOf(one)))
  return all.filter(({ one, text }) => !text.isNational || !own.has(idOf(one))).map(({ one }) => one)
}

/** Guides 修复指引 and their forms: the national ones and the city's own, which win by id. Read once per city; throws with what is wrong in which file. */
function allGuides(city: City): Guides {
  const known = loaded.get(city)
  if (known) return known
  const guides = ownFirst(cityTexts(city, 'guides', '.md'), readGuide, (g) => g.id)
  const forms = new Map(ownFirst(cityTexts(city, 'guides/templates', '.md'), readForm, (f) => f.code).map((f) => [f.code, f]))
  for (const [i, guide] of guides.entries()) {
    if (guides.slice(0, i).some((g) => g.id === guide.id && g.effectiveFrom === guide.effectiveFrom)) throw new Error(`guides: ${guide.id} has two versions from ${guide.effectiveFrom} on`)
    for (const { template } of guide.steps.flatMap((s) => s.materials)) if (template !== null && !forms.has(template)) throw new Error(`guides: ${guide.id} names the form ${template}, which there is not`)
  }
  const found = { guides, forms }
  loaded.set(city, found)
  return found
}

/** Of each guide the version in force on this day. Throws with what is wrong in which file. */
export function guidesOn(city: City, day: Day): Guide[] {
  const inForce = allGuides(city).guides.filter((g) => g.effectiveFrom <= day)
  return inForce.filter((g) => !inForce.some((o) => o.id === g.id && o.effectiveFrom > g.effectiveFrom))
}

export const findForm = (city: City, code: string): Form | undefined => allGuides(city).forms.get(code)

/** The guides that speak of such a record, the nearest first. */
export const guidesFor = (city: City, by: { day: Day; recordKind: CatalogKind; subjectKind: SubjectKind; isUnderReorganisation: boolean }): { guideId: string; title: string }[] => {
  const fits = (g: Guide) => (g.subject === 'both' || g.subject === by.subjectKind) && (g.kinds.length === 0 ? (g.route === undefined ? by.subjectKind === 'person' : by.isUnderReorganisation) : g.kinds.includes(by.recordKind))
  return guidesOn(city, by.day)
    .filter(fits)
    .sort((a, b) => b.kinds.length - a.kinds.length)
    .map(({ id, title }) => ({ guideId: id, title }))
}
