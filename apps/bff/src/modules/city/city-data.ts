import { type Catalog, type CatalogItem, readCatalog, readScoreModel, type ScoreModel } from '@xinhui/rules'
import type { City } from './load-city'

interface CityData {
  catalog: Catalog
  itemsByCode: ReadonlyMap<string, CatalogItem>
  models: readonly ScoreModel[]
}

const known = new WeakMap<City, CityData>()

/** Catalogue and score models of a city, read and checked once; throws with every problem of the file. */
export function cityData(city: City): CityData {
  const found = known.get(city)
  if (found) return found
  const catalog = readCatalog(city.readYaml('catalog.yaml'))
  if (!catalog.ok) throw new Error(`cities/${city.code}/catalog.yaml: ${describe(catalog.problems)}`)
  const models = city
    .list('score-models')
    .filter((f) => f.endsWith('.yaml'))
    .map((file) => {
      const reading = readScoreModel(city.readYaml(`score-models/${file}`), catalog.catalog)
      if (!reading.ok) throw new Error(`cities/${city.code}/score-models/${file}: ${describe(reading.problems)}`)
      return reading.model
    })
  const data: CityData = { catalog: catalog.catalog, itemsByCode: new Map(catalog.catalog.items.map((i) => [i.code, i])), models }
  known.set(city, data)
  return data
}

const describe = (problems: readonly { path: string; message: string }[]) => problems.map((p) => `${p.path} ${p.message}`).join('; ')
