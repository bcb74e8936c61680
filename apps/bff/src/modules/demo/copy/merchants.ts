import { AROUND_TOWN } from './around-town'
import { CARE_AND_SERVICES } from './care-and-services'
import { DAILY_LIFE } from './daily-life'
import { GETTING_AROUND } from './getting-around'
import type { MerchantCopy } from './market-copy'

/** The 48 partner merchants of the demo city; the first is the one the personas work for. */
export const MERCHANTS: readonly MerchantCopy[] = [...DAILY_LIFE, ...GETTING_AROUND, ...CARE_AND_SERVICES, ...AROUND_TOWN]
