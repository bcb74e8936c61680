import { addDays, addMonths, type Day } from '@xinhui/rules'
import { makeIdNumber, makePhone, REGIONS } from './generate-identifiers'
import { ESTATES, GIVEN_FIRST, GIVEN_SECOND, ROADS, SURNAMES } from './names'
import { PERSONAS, type PersonaKey, type PersonaSpec } from './personas'
import { createRandom, type Random } from './random'

const PERSON_COUNT = 500
const DISTRICT_NAMES = ['临河区', '青桥区', '南屏县'] as const

export interface DemoPerson {
  index: number
  name: string
  idNumber: string
  birthDay: Day
  phone: string
  region: string
  address: string
}

export const districtName = (region: string): string => DISTRICT_NAMES[REGIONS.findIndex((r) => r === region)] ?? '临河区'

const inventName = (random: Random): string => random.pick(SURNAMES) + (random.chance(15) ? random.pick(GIVEN_SECOND) : random.pick(GIVEN_FIRST) + random.pick(GIVEN_SECOND))

/** Mostly of working age, some old, a few not yet 18. */
function inventBirthDay(random: Random, day: Day): Day {
  const share = random.int(0, 99)
  const age = share < 3 ? random.int(15, 17) : share < 75 ? random.int(19, 58) : random.int(59, 88)
  return addDays(addMonths(day, -12 * age), -random.int(5, 355))
}

const personaBirthDay = (persona: PersonaSpec, day: Day): Day => addMonths(addDays(day, -persona.daysSinceBirthday), -12 * persona.ageYears)

/** The 500 residents; the personas come first, in their order. `day` is today. */
export function generatePersons(seed: number, day: Day): DemoPerson[] {
  const random = createRandom(seed, 'persons')
  const taken = new Set<string>()
  return Array.from({ length: PERSON_COUNT }, (_, index) => {
    const persona: PersonaSpec | undefined = PERSONAS[index]
    const region = random.pick(REGIONS)
    const birthDay = persona ? personaBirthDay(persona, day) : inventBirthDay(random, day)
    const parity = persona?.sex === 'male' ? 1 : 0
    let idNumber = ''
    do idNumber = makeIdNumber(region, birthDay, persona ? random.int(0, 499) * 2 + parity : random.int(0, 999))
    while (taken.has(idNumber))
    taken.add(idNumber)
    const address = `云汀市${districtName(region)}${random.pick(ROADS)}${random.int(1, 280)}号${random.pick(ESTATES)}${random.int(1, 24)}幢${random.int(101, 1804)}室`
    return { index, name: persona?.name ?? inventName(random), idNumber, birthDay, phone: makePhone(index), region, address }
  })
}

/** The person a persona stands for. */
export function personOf(persons: readonly DemoPerson[], key: PersonaKey): DemoPerson {
  const person = persons[PERSONAS.findIndex((p) => p.key === key)]
  if (!person) throw new RangeError(`no persona ${key}`)
  return person
}
