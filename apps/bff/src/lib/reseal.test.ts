import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { columnsSealedWith, countSealedOtherwise, listSealedOtherwise, replaceSealed, SEALED_COLUMNS } from '../db/sealed-columns'
import { createResident, createStaff } from '../testing/people'
import { startTestApp, type TestApp } from '../testing/app'
import { rowsIn } from '../testing/rows'
import { generateKeyFile, newIndexKey, openKeyRing, openSealer, rotateKeyFile } from './keys'
import { reblind, reseal } from './reseal'
import type { Sealer } from './seal'

let app: TestApp
const first = generateKeyFile()

beforeAll(async () => {
  app = await startTestApp()
  app.deps.keys = openKeyRing(first)
  for (let i = 0; i < 7; i += 1) await createResident(app)
  await createStaff(app, ['steward'])
})
afterAll(() => app.close())

test('every column named …_sealed or …_blind is known to the key commands', async () => {
  const columns = await rowsIn<{ name: string }>(app, `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed' ORDER BY 1`)
  expect(columns.map((c) => c.name)).toEqual(SEALED_COLUMNS.map((c) => `${c.table}.${c.column}`).sort())
  const blinds = await rowsIn<{ name: string }>(app, `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%\\_blind' ORDER BY 1`)
  expect(blinds.map((c) => c.name)).toEqual(['account.openid_blind', 'agency.invitee_blind', 'loaded_code.code_blind', 'subject.id_number_blind', 'subject.phone_blind'])
})

test('resealing moves every value to the newest key, also what was written meanwhile, and loses nothing', async () => {
  const second = rotateKeyFile(first, ['data'], { now: new Date(), suite: 'sm' })
  const [kid = '', old = ''] = second.data.map((k) => k.kid)
  const sealer = openSealer(second)
  const [column] = SEALED_COLUMNS
  if (!column) throw new Error('no column')
  const rows = await listSealedOtherwise(app.deps.db, column, { kid, after: undefined, limit: 100 })
  expect(rows.length).toBeGreaterThanOrEqual(7)
  const [row] = rows
  // Somebody renames the first person between the read and the write: theirs stands.
  const renamed = sealer.seal('安改名', 'subject.name')
  await app.deps.db.execute(sql`UPDATE subject SET name_sealed = ${renamed} WHERE id = ${row?.['id']}`)
  expect(await replaceSealed(app.deps.db, column, rows.map((r) => ({ ...r, resealed: sealer.seal('旧名', 'subject.name') })).slice(0, 1))).toBe(0)
  const done = await reseal(app.deps.db, sealer, kid)
  expect(done).toBeGreaterThanOrEqual(7 * 3)
  expect(await countSealedOtherwise(app.deps.db, kid)).toBe(0)
  expect(await columnsSealedWith(app.deps.db, old)).toEqual([])
  const [after] = await rowsIn<{ sealed: string }>(app, `SELECT name_sealed AS sealed FROM subject WHERE id = '${String(row?.['id'])}'`)
  expect(sealer.open(after?.sealed ?? '', 'subject.name')).toBe('安改名')
  expect(await reseal(app.deps.db, sealer, kid)).toBe(0)
  app.deps.keys = openKeyRing({ ...second, data: second.data.slice(0, 1) })
})

test('a value that cannot be opened stops the walk and is named by its row, never by its content', async () => {
  const foreign = generateKeyFile()
  await expect(reseal(app.deps.db, openSealer(foreign), foreign.data[0]?.kid ?? '')).rejects.toThrow(/^subject\.name_sealed of sub_\w+ cannot be opened: data key d\w+ is not in the key file$/)
})

test('moved blind indexes find the same people, and moving them twice changes nothing', async () => {
  const person = await createResident(app)
  const before = await rowsIn<{ id: string; blind: string }>(app, 'SELECT id, id_number_blind AS blind FROM subject ORDER BY id')
  // The sealer that opens what the test before sealed, on another index key.
  const second = { ...openSealerOf(app), ...pickBlind(newIndexKey('sm')) }
  expect(await reblind(app.deps.db, second)).toBeGreaterThanOrEqual(8)
  expect(await reblind(app.deps.db, second)).toBe(0)
  const after = await rowsIn<{ id: string; blind: string }>(app, 'SELECT id, id_number_blind AS blind FROM subject ORDER BY id')
  expect(after.map((r) => r.id)).toEqual(before.map((r) => r.id))
  expect(after.filter((r) => before.some((b) => b.blind === r.blind))).toEqual([])
  expect(after.find((r) => r.id === person.subjectId)?.blind).toBe(second.blind(person.idNumber, 'id-number'))
  expect(() => openKeyRing({ ...first, blindNext: newIndexKey('sm') })).toThrow('keys reblind')
})

const openSealerOf = (of: TestApp) => of.deps.keys.sealer
const pickBlind = (key: ReturnType<typeof newIndexKey>): Pick<Sealer, 'blind'> => {
  const on = openSealer(first, key)
  return { blind: (identifier, kind) => on.blind(identifier, kind) }
}

test('the history of records is sealed anew too, and still refuses every other change', async () => {
  const { subjectId } = await createResident(app)
  const at = `'2026-11-21T00:00:00Z'::timestamptz`
  const old = app.deps.keys.sealer.seal('{"a":1}', 'record.content')
  await rowsIn(app, `INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, content, content_hash, created_at, updated_at) VALUES ('rec_h', '${subjectId}', 'honour', 'k', 'o', '2026-01-01', '{}', 'h', ${at}, ${at})`)
  await rowsIn(app, `INSERT INTO record_history (record_id, version, content, content_sealed, status, decided_on, replaced_at) VALUES ('rec_h', 1, '{}', '${old}', 'valid', '2026-01-01', ${at})`)
  await expect(rowsIn(app, `UPDATE record_history SET content_sealed = 'x.y'`)).rejects.toThrow()
  await expect(app.deps.db.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('xinhui.reseal', 'on', true)`)
    await tx.execute(sql`UPDATE record_history SET status = 'void'`)
  })).rejects.toThrow()
  const file = generateKeyFile('sm')
  const next = openSealer(file)
  const both: Sealer = { ...app.deps.keys.sealer, seal: (plain, context) => next.seal(plain, context) }
  await reseal(app.deps.db, both, file.data[0]?.kid ?? '')
  const [row] = await rowsIn<{ sealed: string }>(app, `SELECT content_sealed AS sealed FROM record_history WHERE record_id = 'rec_h'`)
  expect(openSealer(file).open(row?.sealed ?? '', 'record.content')).toBe('{"a":1}')
})
