import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { City } from './load-city'

export interface CityText {
  /** As a reader names it: cities/national/rules/repair-tax.yaml. */
  file: string
  name: string
  isNational: boolean
  text: string
}

/** The files of this folder: the national ones, then the city's own, each in the order of their names. */
export function cityTexts(city: City, folder: string, ending: string): CityText[] {
  const of = (code: string, isNational: boolean): CityText[] => {
    const path = join(city.folder, '..', code, folder)
    if (!existsSync(path)) return []
    const names = readdirSync(path).filter((name) => name.endsWith(ending)).sort()
    return names.map((name) => ({ file: `cities/${code}/${folder}/${name}`, name, isNational, text: readFileSync(join(path, name), 'utf8') }))
  }
  return [...of('national', true), ...of(city.code, false)]
}

/** The rule files with this prefix, parsed: the national ones, then the city's own. */
export const ruleFiles = (city: City, prefix: string): { file: string; data: unknown }[] =>
  cityTexts(city, 'rules', '.yaml')
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ file, text }) => ({ file, data: parse(text) as unknown }))
