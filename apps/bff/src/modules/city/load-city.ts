import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const CITIES = join(dirname(fileURLToPath(import.meta.url)), '../../../../../cities')

const Scene = z.object({ code: z.string(), title: z.string(), icon: z.string() })

/** Deposit waivers 免押 and post-pay 先享后付. Absent: this city has none, and needs no 支付分. */
const Waiver = z.strictObject({
  /** All of a person's open orders together may not exceed this. `fromPoints` null is the floor for people without a score; a score only ever raises it. */
  exposure: z.array(z.strictObject({ fromPoints: z.number().int().min(0).nullable(), limitFen: z.number().int().min(0).max(100_000_000) })).min(1),
  /** How long a quote may be agreed to. */
  quoteMinutes: z.number().int().min(1).max(1440),
  /** How long an order waits at the counter; the voucher may end earlier. */
  pickUpHours: z.number().int().min(1).max(720),
  /** How long it may be used where the perk says nothing. */
  useDays: z.number().int().min(1).max(365),
  /** Reminders before it is due. */
  remindHoursBefore: z.array(z.number().int().min(1).max(720)).max(5),
  /** How long after a return the merchant may claim damage. */
  claimHours: z.number().int().min(1).max(720),
  /** How long the person may dispute a claim before it stands. */
  disputeDays: z.number().int().min(3).max(60),
  terms: z.strictObject({ textVersion: z.string(), paragraphs: z.array(z.string()).min(1) }),
})

/** What the city promises for its own repair window 信用修复; absent: what the rule sets say. Checked with the rule sets. */
const Repair = z.strictObject({
  deadlines: z.array(z.strictObject({ code: z.enum(['accept', 'decide', 'propagate']), title: z.string(), from: z.enum(['apply', 'accept', 'decide']), workingDays: z.number().int().min(1).max(60) })),
})

const CityFile = z.strictObject({
  code: z.string(),
  name: z.string(),
  serviceName: z.string(),
  accent: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  hotline: z.string(),
  /** First six digits of identifiers issued here. */
  regionCode: z.string().regex(/^\d{6}$/),
  districts: z.array(z.object({ code: z.string(), name: z.string() })),
  limits: z.strictObject({
    /** How long after a redemption the merchant may reverse it. */
    reversalWindowMinutes: z.number().int().min(1).max(7 * 24 * 60),
    /** A pass lives this long; the format allows 60 at most. */
    passLifeSeconds: z.number().int().min(10).max(60),
    /** How many consecutive passes the phone gets for use without network. */
    passStripLength: z.number().int().min(1).max(60),
    /** Data a desk fetched this long ago no longer lets it verify without network. */
    offlineKitMaxAgeHours: z.number().int().min(1).max(72),
    /** Offline scans of one store in one month that are paid although their voucher was used elsewhere … */
    offlineGoodFaithScansPerStoreMonth: z.number().int().min(0).max(10_000),
    /** … and what they may cost together. */
    offlineGoodFaithFenPerStoreMonth: z.number().int().min(0),
    /** What one person uses at one store within so long counts as one bill, unless the desk says otherwise. */
    sameBillMinutes: z.number().int().min(1).max(240),
    importMaxBytes: z.number().int(),
    importMaxRows: z.number().int(),
  }),
  /** Redemptions that are worth a look, and how long what goes too fast has to wait. */
  watch: z.strictObject({
    voucherPerDay: z.number().int().min(2),
    staffPer10Minutes: z.number().int().min(2),
    storePer10Minutes: z.number().int().min(2),
    pairPer30Days: z.number().int().min(2),
    holdMinutes: z.number().int().min(1).max(24 * 60),
    /** A staff phone that says it is farther from its store than this when it redeems is worth a look. */
    farFromStoreMetres: z.number().int().min(200).max(100_000),
  }),
  /** Within how many working days an objection is forwarded and decided, and how early it turns amber 异议时限. It is marked at once. */
  objection: z.strictObject({ forwardWorkingDays: z.number().int().min(1).max(20), decideWorkingDays: z.number().int().min(1).max(60), amberWorkingDays: z.number().int().min(0).max(10) }),
  /** From how many published penalties within how many months a firm is listed 监测预警, how far ahead repair is looked for, how long a firm may appeal against an interview 约谈. */
  monitoring: z.strictObject({ penalties: z.number().int().min(2).max(100), months: z.number().int().min(1).max(120), aheadDays: z.number().int().min(2).max(90), appealWorkingDays: z.number().int().min(3).max(60) }),
  /** What the offices' data is measured by (上报率, 合规率, 及时率). */
  quality: z.strictObject({
    timelyWithinWorkingDays: z.number().int().min(1).max(60),
    targets: z.strictObject({ reportedBps: z.number().int(), compliantBps: z.number().int(), timelyBps: z.number().int() }),
  }),
  scoreConsent: z.object({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()), fields: z.array(z.string()) }),
  /** Read before a special class 专项信息 is authorised; each class is a consent of its own. */
  itemConsent: z.object({ textVersion: z.string(), paragraphs: z.array(z.string()).min(1) }),
  /** What a partner signs 合作协议; a new wording takes a new version. */
  merchantAgreement: z.strictObject({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()).min(1), validMonths: z.number().int().min(1).max(60) }),
  scenes: z.array(Scene).min(1),
  waiver: Waiver.optional(),
  repair: Repair.optional(),
})

export type CityFile = z.infer<typeof CityFile>

/** A city as data: everything that differs between cities, read once at start. */
export interface City extends CityFile {
  folder: string
  /** Any YAML file of the city's folder, parsed; throws when it is missing. */
  readYaml(path: string): unknown
  /** Names of the files in a sub-folder, sorted; empty when there is none. */
  list(path: string): string[]
}

/** Reads `cities/<code>/city.yaml`; throws with the field that is wrong. */
export function loadCity(code: string): City {
  const folder = join(CITIES, code)
  const readYaml = (path: string): unknown => parse(readFileSync(join(folder, path), 'utf8'))
  const file = CityFile.safeParse(readYaml('city.yaml'))
  if (!file.success) throw new Error(`cities/${code}/city.yaml: ${file.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return {
    ...file.data,
    folder,
    readYaml,
    list(path) {
      try {
        return readdirSync(join(folder, path)).sort()
      } catch {
        return []
      }
    },
  }
}
