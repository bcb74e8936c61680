import { checkPublicationRules, type PublicationRuleSet, readPublicationRule } from '@xinhui/rules'
import type { City } from '../city/load-city'
import { ruleFiles } from '../city/rule-files'

const loaded = new WeakMap<City, readonly PublicationRuleSet[]>()

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
  const read = ruleFiles(city, 'publication-').map(({ file, data }) => readRule(file, data))
  const byId = new Map(read.map((rule) => [rule.id, rule]))
  const rules = [...byId.values()]
  const problems = checkPublicationRules(rules)
  if (problems.length > 0) throw new Error(`publication rules: ${problems.join('; ')}`)
  loaded.set(city, rules)
  return rules
}
