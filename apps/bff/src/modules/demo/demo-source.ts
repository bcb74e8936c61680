import type { Persona } from '@xinhui/contract'
import type { Deps } from '../../context'
import type { City } from '../city/load-city'
import type { DemoSource } from '../identity/demo'
import type { DemoStaffEntry } from './demo-file'
import type { DemoOrganization } from './generate-organizations'
import { type DemoPerson, personOf } from './generate-persons'
import { PERSONAS } from './personas'

interface Installation {
  names: ReadonlyMap<string, string>
  representatives: ReadonlyMap<string, { name: string; idNumber: string; enterprise: { name: string; status: string } }>
  personas: readonly Persona[]
  staff: readonly DemoStaffEntry[]
}

/** What `loadDemo` found or made, by city object: a second app in the same process has a city object of its own. */
const installations = new WeakMap<City, Installation>()

export function installDemo(city: City, persons: readonly DemoPerson[], organizations: readonly DemoOrganization[], staff: readonly DemoStaffEntry[]): void {
  const personas = PERSONAS.map(({ key, title, story, name }) => {
    const { idNumber } = personOf(persons, key)
    return { key, title, story, name, idNumber, uscc: organizations.find((o) => o.representative.idNumber === idNumber)?.uscc ?? null }
  })
  const representatives = new Map(organizations.map((o) => [o.uscc, { name: o.representative.name, idNumber: o.representative.idNumber, enterprise: { name: o.name, status: '存续' } }]))
  installations.set(city, { representatives, names: new Map(persons.map((p) => [p.idNumber, p.name])), personas, staff })
}

/** Registers of the simulators: the generated population, and who represents each generated firm. Know nobody before `loadDemo` ran. */
export const demoRegister = (city: City): { lookup(idNumber: string): string | undefined; representative(uscc: string): { name: string; idNumber: string; enterprise: { name: string; status: string } } | undefined } => ({
  representative: (uscc) => installations.get(city)?.representatives.get(uscc),
  lookup: (idNumber) => installations.get(city)?.names.get(idNumber),
})

/** The same persona is the same WeChat user at every start, so a real-named account stays theirs. */
const openidOf = (key: string): string => `demo-persona-${key}`

export function createDemoSource({ deps, wechat, payScore }: { deps: Pick<Deps, 'city'>; wechat: { issueCode(openid: string): string }; payScore?: { confirm(outOrderNo: string): Promise<boolean> } | undefined }): DemoSource {
  const installed = () => installations.get(deps.city)
  return {
    personas: () => installed()?.personas ?? [],
    codeFor: (key) => (installed()?.personas.some((p) => p.key === key) ? wechat.issueCode(openidOf(key)) : undefined),
    staff: () => installed()?.staff.map(({ username, password }) => ({ username, password })) ?? [],
    confirmPayScore: async (outOrderNo) => (await payScore?.confirm(outOrderNo)) ?? false,
  }
}
