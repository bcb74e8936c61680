import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StaffRole } from '@xinhui/contract'
import { isDay } from '@xinhui/rules'
import { z } from 'zod'

const DemoStaffEntry = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(StaffRole),
  password: z.string().min(12),
  /** Base32; absent until the account exists. */
  totpSecret: z.string().optional(),
})
export type DemoStaffEntry = z.infer<typeof DemoStaffEntry>

const DemoFileShape = z.object({
  seed: z.number().int(),
  /** The first start's day: what the demo city calls today, so that a later start generates the same bytes. */
  day: z.string().refine(isDay, 'is not a day'),
  /** True when every file has landed. */
  complete: z.boolean(),
  staff: z.array(DemoStaffEntry),
})

/** What one installation of the demo remembers. Passwords are random; the file is readable by its owner only. */
export type DemoRecord = z.infer<typeof DemoFileShape>

export const demoFilePath = (dataDir: string): string => join(dataDir, 'demo.json')

/** Undefined when this installation has no demo yet; throws when the file is damaged. */
export function readDemoRecord(dataDir: string): DemoRecord | undefined {
  const path = demoFilePath(dataDir)
  if (!existsSync(path)) return undefined
  let data: unknown
  try {
    data = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error(`${path} is damaged; remove it and the demo's database to start over`)
  }
  const parsed = DemoFileShape.safeParse(data)
  if (!parsed.success) throw new Error(`${path} is not a demo file: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return parsed.data
}

/** Written beside and renamed, so that an interruption leaves the old file or the new one. */
export function writeDemoRecord(dataDir: string, record: DemoRecord): void {
  const path = demoFilePath(dataDir)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
