import { checkRepairRules, readRepairRule, type RepairRules, type RepairRuleSet, resolveRepairRule } from '@xinhui/rules'
import type { City } from '../city/load-city'
import { ruleFiles } from '../city/rule-files'
import { publicationRules } from '../publication/load-rules'

const loaded = new WeakMap<City, RepairRules>()

/**
 * How records are repaired: the national rule sets and the city's own, which win by id, with the publication sets they borrow their
 * classes from and the city's own promises. Read once per city; throws with every problem: a file's, a class borrowed from nowhere,
 * two sets in force at once.
 */
export function repairRules(city: City): RepairRules {
  const known = loaded.get(city)
  if (known) return known
  const publication = publicationRules(city)
  const byId = new Map<string, RepairRuleSet>()
  for (const { file, data } of ruleFiles(city, 'repair-')) {
    const reading = readRepairRule(data)
    if (!reading.ok) throw new Error(`${file}: ${reading.problems.map((p) => `${p.path} ${p.message}`).join('; ')}`)
    byId.set(reading.rule.id, resolveRepairRule(reading.rule, publication))
  }
  const sets = [...byId.values()]
  const problems = checkRepairRules(sets)
  if (problems.length > 0) throw new Error(`repair rules: ${problems.join('; ')}`)
  const rules: RepairRules = { sets, publication, cityDeadlines: city.repair?.deadlines ?? [] }
  loaded.set(city, rules)
  return rules
}
