import type { RegionNames } from '@xinhui/rules/financing/index'
import { useMemo } from 'react'
import { useCity } from '../../app/city'
import type { RuleChoices } from './queries'

/** Names of the city and its districts by code, as rules are worded with. */
export function useRegions(choices: RuleChoices | undefined): RegionNames {
  const city = useCity()
  return useMemo(() => Object.fromEntries([...(city ? [[city.code, city.name] as const] : []), ...(choices?.regions ?? []).map(({ code, name }) => [code, name] as const)]), [city, choices])
}
