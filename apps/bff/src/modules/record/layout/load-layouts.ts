import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalog, concernsSubject, findCatalogItem } from '@xinhui/rules'
import { parse } from 'yaml'
import { cityData } from '../../city/city-data'
import type { City } from '../../city/load-city'
import { genericLayout } from './generic-layout'
import { type Layout, LayoutFile, makeLayout } from './layout'

const loaded = new WeakMap<City, Layout[]>()

function readLayout(name: string, data: unknown): Layout {
  const file = LayoutFile.safeParse(data)
  if (!file.success) throw new Error(`layout ${name}: ${file.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return makeLayout(file.data)
}

/** A record layout must land in the catalogue, and where it fills a catalogued field it must agree on what that is. */
function checkAgainst(catalog: Catalog, layout: Layout): void {
  const item = findCatalogItem(catalog, layout.item ?? '')
  if (!item) throw new Error(`layout ${layout.code}: the catalogue has no item ${layout.item ?? ''}`)
  for (const field of item.contentFields) {
    const column = layout.columns.find((c) => c.field === field.name)
    const fits = { text: ['text', 'name', 'enum'], number: ['integer'], day: ['day', 'past-day', 'end-day'], fen: ['wan', 'yuan'] }[field.type]
    if (column && !fits.includes(column.type)) throw new Error(`layout ${layout.code}: ${field.name} is ${field.type} in the catalogue, not ${column.type}`)
  }
  if (layout.subject === 'person' && !concernsSubject(item, 'person')) throw new Error(`layout ${layout.code}: ${item.code} has no persons`)
}

function load(city: City): Layout[] {
  const { catalog } = cityData(city)
  const byCode = new Map<string, Layout>()
  const national = join(city.folder, '../national/layouts')
  for (const name of readdirSync(national).sort()) {
    const layout = readLayout(`national/${name}`, parse(readFileSync(join(national, name), 'utf8')))
    byCode.set(layout.code, layout)
  }
  for (const name of city.list('layouts')) {
    const layout = readLayout(`${city.code}/${name}`, city.readYaml(`layouts/${name}`))
    byCode.set(layout.code, layout)
  }
  for (const item of catalog.items) if (!byCode.has(item.code)) byCode.set(item.code, genericLayout(item))
  const layouts = [...byCode.values()]
  for (const layout of layouts) if (layout.target === 'record') checkAgainst(catalog, layout)
  return layouts
}

/**
 * Every layout the city takes: the national ones, its own (which win by code), and a generic one for each catalogue item
 * that has none. Read once per city; throws with the file and the field that is wrong.
 */
export function loadLayouts(city: City): Layout[] {
  let layouts = loaded.get(city)
  if (!layouts) {
    layouts = load(city)
    loaded.set(city, layouts)
  }
  return layouts
}
