import { readCatalog, readScoreModel } from '@xinhui/rules'
import { type City, loadCity } from '../modules/city/load-city'
import { commitmentTemplates } from '../modules/commitment/commitment-templates'
import { guidesOn } from '../modules/guide/load-guides'
import { publicationRules } from '../modules/publication/load-rules'
import { cityProgrammes } from '../modules/loan-programme/city-programmes'
import { cityZones } from '../modules/loan-zone/city-zones'
import { loanPolicy } from '../modules/loan-request/loan-policy'
import { repairPolicy } from '../modules/repair/repair-policy'
import { loadLayouts } from '../modules/record/layout/load-layouts'
import { repairRules } from '../modules/repair/load-repair-rules'
import { type Command, takePositionals, UsageError } from './command'

interface Finding {
  file: string
  problem: string
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function checkFolder(city: City): { findings: Finding[]; checked: string[] } {
  const findings: Finding[] = []
  const checked = ['city.yaml']
  const look = (file: string, work: () => void) => {
    checked.push(file)
    try {
      work()
    } catch (error) {
      findings.push({ file, problem: messageOf(error) })
    }
  }
  const doubles = (what: string, codes: string[]) => codes.filter((c, i) => codes.indexOf(c) !== i).forEach((c) => findings.push({ file: 'city.yaml', problem: `${what} ${c} occurs twice` }))
  doubles('scene', city.scenes.map((s) => s.code))
  doubles('district', city.districts.map((d) => d.code))
  let catalog: Parameters<typeof readScoreModel>[1]
  look('catalog.yaml', () => {
    const reading = readCatalog(city.readYaml('catalog.yaml'))
    if (reading.ok) catalog = reading.catalog
    else findings.push(...reading.problems.map((p) => ({ file: 'catalog.yaml', problem: `${p.path} ${p.message}` })))
  })
  const models = city.list('score-models').filter((f) => f.endsWith('.yaml'))
  if (models.length === 0) findings.push({ file: 'score-models', problem: 'there is no score model' })
  for (const name of models) {
    const file = `score-models/${name}`
    look(file, () => {
      const reading = readScoreModel(city.readYaml(file), catalog)
      if (!reading.ok) findings.push(...reading.problems.map((p) => ({ file, problem: `${p.path} ${p.message}` })))
    })
  }
  look('rules', () => repairRules(city))
  if (catalog) look('commitments', () => commitmentTemplates(city))
  look('rules', () => publicationRules(city))
  look('repair.yaml', () => repairPolicy(city))
  look('loan.yaml', () => loanPolicy(city))
  look('loan-zones.yaml', () => cityZones(city))
  look('loan-programmes.yaml', () => cityProgrammes(city))
  look('guides', () => guidesOn(city, '9999-12-31'))
  // A broken catalogue is reported once, not again through the layouts that build on it.
  if (catalog) look('layouts', () => loadLayouts(city))
  return { findings, checked }
}

export const checkCityCommand: Command = {
  help: `check-city <code>

Checks a city folder: city.yaml, catalogue, every score model (bands, caps, forbidden inputs, fields that exist) and every
file layout, rule set, repair guide and form, the national ones included. All problems are listed. Exit code 1 when there is one.

  npm run -s credit -- check-city demo
`,
  options: {},
  run(call) {
    const [code = ''] = takePositionals(call, 'code')
    if (!/^[a-z0-9-]+$/.test(code)) throw new UsageError(`"${code}" is not the code of a city (lower-case letters, digits, hyphens)`)
    let city: City
    try {
      city = loadCity(code)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new Error(`there is no cities/${code}/city.yaml`, { cause: error })
      const findings = [{ file: 'city.yaml', problem: messageOf(error) }]
      return { exit: 1, json: { city: code, checked: ['city.yaml'], findings }, text: `city.yaml: ${messageOf(error)}\n` }
    }
    const { findings, checked } = checkFolder(city)
    const text = findings.length === 0 ? `cities/${code}: ${checked.length} parts checked, no problem\n` : `${findings.map((f) => `${f.file}: ${f.problem}`).join('\n')}\n${findings.length} problems in cities/${code}\n`
    return { exit: findings.length === 0 ? 0 : 1, json: { city: code, checked, findings }, text }
  },
}
