import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { City } from './load-city'

/** The rule files with this prefix, parsed: the national ones, then the city's own, each in the order of their names. */
export function ruleFiles(city: City, prefix: string): { file: string; data: unknown }[] {
  const isRule = (name: string) => name.startsWith(prefix) && name.endsWith('.yaml')
  const national = join(city.folder, '../national/rules')
  return [
    ...readdirSync(national).filter(isRule).sort().map((name) => ({ file: `cities/national/rules/${name}`, data: parse(readFileSync(join(national, name), 'utf8')) as unknown })),
    ...city.list('rules').filter(isRule).map((name) => ({ file: `cities/${city.code}/rules/${name}`, data: city.readYaml(`rules/${name}`) })),
  ]
}
