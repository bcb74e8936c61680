import { addDays, addMonths, ageOn, type Day } from '@xinhui/rules'
import { PERMITS, type PermitCopy, VIOLATIONS, type Violation } from './copy/violations'
import { officeUscc } from './generate-identifiers'
import type { DemoOrganization } from './generate-organizations'
import { type DemoPerson, personOf } from './generate-persons'
import { OFFICES, type OfficeKey } from './names'
import { writeDay } from './notations'
import { type Addressee, ADDRESSEE_HEADERS, officeDay, penaltyRow, writeAddressee } from './penalty-row'
import { createRandom, type Random } from './random'
import type { Row } from './write-table'

export const PERMIT_HEADERS = [
  ...ADDRESSEE_HEADERS, '行政许可决定文书名称', '行政许可决定文书号', '许可类别', '许可证书名称', '许可编号', '许可内容', '许可决定日期', '有效期自', '有效期至',
  '许可机关', '许可机关统一社会信用代码', '当前状态', '数据来源单位', '数据来源单位统一社会信用代码', '备注',
] as const

/** Three years back, at least two days ago. */
const HISTORY_DAYS = 1090

/** Document numbers 文号 count up by office and year, as offices do. */
export function numbering(): (office: OfficeKey, word: string, decidedOn: Day) => string {
  const last = new Map<string, number>()
  return (office, word, decidedOn) => {
    const key = `${office}/${word}/${decidedOn.slice(0, 4)}`
    const number = (last.get(key) ?? 0) + 1
    last.set(key, number)
    return `${OFFICES[office].word}${word}〔${decidedOn.slice(0, 4)}〕${number}号`
  }
}

export const organizationAddressee = (o: DemoOrganization): Addressee => ({ kind: 'organization', name: o.name, uscc: o.uscc, isHousehold: o.kind === '92', representative: o.representative.name })
const personAddressee = (p: DemoPerson): Addressee => ({ kind: 'person', name: p.name, idNumber: p.idNumber })

/** A day of the last three years on which `since` already existed. */
export function pastDay(random: Random, day: Day, since: Day): Day {
  const candidate = officeDay(addDays(day, -random.int(3, HISTORY_DAYS)))
  const earliest = addDays(since, 10)
  return candidate >= earliest ? candidate : officeDay(earliest < addDays(day, -3) ? earliest : addDays(day, -3))
}

/** How many penalties three years brought: most have none, a few have many. */
function penaltiesOf(o: DemoOrganization, random: Random): number {
  if (o.kind === '12' || o.industry === '金融业') return 0
  if (o.virtue < 2) return random.int(5, 7)
  if (o.virtue < 10) return random.int(2, 3)
  return o.virtue < 38 ? 1 : 0
}

interface Decision {
  whom: Addressee
  violation: Violation
  decidedOn: Day
  fineYuan?: number
}

/** 双公示 penalties, oldest first, natural persons included. */
export function generatePenalties(seed: number, day: Day, persons: readonly DemoPerson[], organizations: readonly DemoOrganization[]): Row[] {
  const random = createRandom(seed, 'penalties')
  const decisions: Decision[] = []
  const forOrganizations = VIOLATIONS.filter((v) => v.by !== 'person')
  for (const o of organizations) {
    for (let left = penaltiesOf(o, random); left > 0; left -= 1) {
      const grave = o.virtue < 10 || random.chance(30)
      const violation = random.pick(forOrganizations.filter((v) => (grave ? v.severity !== '轻微' : v.severity !== '严重')))
      decisions.push({ whom: organizationAddressee(o), violation, decidedOn: pastDay(random, day, o.registeredOn) })
    }
  }
  const forPersons = VIOLATIONS.filter((v) => v.by !== 'organization')
  // The personas keep to their stories.
  for (const p of random.some(persons.slice(8).filter((x) => ageOn(x.birthDay, day) >= 22 && ageOn(x.birthDay, day) < 70), 46)) {
    decisions.push({ whom: personAddressee(p), violation: random.pick(forPersons), decidedOn: pastDay(random, day, addMonths(p.birthDay, 12 * 18)) })
  }
  const overweight = VIOLATIONS.find((v) => v.violation === '超限运输')
  if (overweight) decisions.push({ whom: personAddressee(personOf(persons, 'repairing')), violation: overweight, decidedOn: officeDay(addMonths(day, -7)), fineYuan: 2000 })
  const number = numbering()
  return decisions
    .sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : a.decidedOn > b.decidedOn ? 1 : 0))
    .map((d) => penaltyRow(random, { ...d, documentNumber: number(d.violation.office, '罚', d.decidedOn) }))
}

function permitRow(random: Random, permit: PermitCopy, whom: Addressee, decidedOn: Day, documentNumber: string): Row {
  const office = OFFICES[permit.office]
  return {
    ...writeAddressee(random, whom),
    行政许可决定文书名称: permit.document,
    行政许可决定文书号: documentNumber,
    许可类别: permit.kind,
    许可证书名称: permit.certificate,
    许可编号: `YT${random.int(10_000_000, 99_999_999)}`,
    许可内容: permit.content,
    许可决定日期: writeDay(random, decidedOn),
    有效期自: writeDay(random, decidedOn),
    有效期至: permit.years === 0 ? '2099/12/31' : writeDay(random, addDays(addMonths(decidedOn, 12 * permit.years), -1)),
    许可机关: office.name,
    许可机关统一社会信用代码: officeUscc(permit.office),
    当前状态: random.chance(70) ? '1' : '有效',
    数据来源单位: office.name,
    数据来源单位统一社会信用代码: officeUscc(permit.office),
  }
}

/** 双公示 permits, oldest first. */
export function generatePermits(seed: number, day: Day, persons: readonly DemoPerson[], organizations: readonly DemoOrganization[]): Row[] {
  const random = createRandom(seed, 'permits')
  const grants: { permit: PermitCopy; whom: Addressee; decidedOn: Day }[] = []
  const forOrganizations = PERMITS.filter((p) => p.by === 'organization')
  for (const o of organizations) {
    if (o.kind === '12' || o.industry === '金融业') continue
    const fitting = forOrganizations.filter((p) => !p.industries || p.industries.includes(o.industry))
    for (const permit of random.some(fitting, random.int(1, 3))) grants.push({ permit, whom: organizationAddressee(o), decidedOn: pastDay(random, day, o.registeredOn) })
  }
  const drivers = PERMITS.filter((p) => p.by === 'person')
  for (const p of random.some(persons.slice(8).filter((x) => ageOn(x.birthDay, day) >= 24 && ageOn(x.birthDay, day) < 60), 60)) {
    grants.push({ permit: random.pick(drivers), whom: personAddressee(p), decidedOn: pastDay(random, day, addMonths(p.birthDay, 12 * 20)) })
  }
  const [driving] = drivers
  if (driving) grants.push({ permit: driving, whom: personAddressee(personOf(persons, 'repairing')), decidedOn: officeDay(addMonths(day, -30)) })
  const number = numbering()
  return grants
    .sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : a.decidedOn > b.decidedOn ? 1 : 0))
    .map((g) => permitRow(random, g.permit, g.whom, g.decidedOn, number(g.permit.office, '许', g.decidedOn)))
}
