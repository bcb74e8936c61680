import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPublicationRules, type PublicationRuleSet, readPublicationRule } from '@xinhui/rules'
import { parse } from 'yaml'
import type { City } from '../city/load-city'

const loaded = new WeakMap<City, readonly PublicationRuleSet[]>()

const isRule = (name: string) => name.startsWith('publication-') && name.endsWith('.yaml')

function readRule(file: string, data: unknown): PublicationRuleSet {
  const reading = readPublicationRule(data)
  if (!reading.ok) throw new Error(`${file}: ${reading.problems.map((p) => `${p.path} ${p.message}`).join('; ')}`)
  return reading.rule
}

/**
 * How long records are shown: the national rule sets and the city's own, which win by id. Read once per city; throws with every
 * problem: a file's, two sets in force at once, a kind without any.
 */
export function publicationRules(city: City): readonly PublicationRuleSet[] {
  const known = loaded.get(city)
  if (known) return known
  const national = join(city.folder, '../national/rules')
  const byId = new Map<string, PublicationRuleSet>()
  for (const name of readdirSync(national).filter(isRule).sort()) {
    const rule = readRule(`cities/national/rules/${name}`, parse(readFileSync(join(national, name), 'utf8')))
    byId.set(rule.id, rule)
  }
  for (const name of city.list('rules').filter(isRule)) {
    const rule = readRule(`cities/${city.code}/rules/${name}`, city.readYaml(`rules/${name}`))
    byId.set(rule.id, rule)
  }
  const rules = [...byId.values()]
  const problems = checkPublicationRules(rules)
  if (problems.length > 0) throw new Error(`publication rules: ${problems.join('; ')}`)
  loaded.set(city, rules)
  return rules
}
