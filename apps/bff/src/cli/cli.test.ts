import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { COMMANDS } from './commands'
import { dispatch } from './dispatch'

const dir = mkdtempSync(join(tmpdir(), 'xinhui-cli-'))
afterAll(() => rmSync(dir, { recursive: true }))

async function credit(args: string[], options: { stdin?: string; env?: NodeJS.ProcessEnv } = {}): Promise<{ exit: number; out: string; err: string; json: () => Record<string, unknown> }> {
  let out = ''
  let err = ''
  const exit = await dispatch(args, {
    env: options.env ?? {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    watched: false,
    readStdin: () => Promise.resolve(options.stdin ?? ''),
  })
  return { exit, out, err, json: () => JSON.parse(out) as Record<string, unknown> }
}

describe('in a process of its own', () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ exit: number | string; out: string; err: string }>((resolve) => {
      const command = join(import.meta.dirname, '../cli.ts')
      execFile(process.execPath, ['--import', 'tsx', command, ...args], { env: { ...process.env, ...env } }, (error, out, err) => resolve({ exit: error?.code ?? 0, out, err }))
    })

  test('an invalid code ends with 1 and says what is wrong', async () => {
    const { exit, out, err } = await run(['check-uscc', '00000000000000000X'])
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    expect(out).toContain('占位代码')
  })

  test('an unknown option ends with 2, one line and no stack', async () => {
    const { exit, out, err } = await run(['import', 'x.csv', '--nope'])
    expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: "credit import: unknown option '--nope' (see: npm run -s credit -- help import)\n" })
  })

  test('a database that another process holds is named, with what to do', async () => {
    const held = join(dir, 'held')
    mkdirSync(held)
    writeFileSync(join(held, 'lock'), String(process.pid))
    const { exit, err } = await run(['migrate'], { DATA_DIR: held, DATABASE_URL: '' })
    expect({ exit, err }).toEqual({ exit: 2, err: `credit migrate: the embedded database in ${held} is in use by process ${process.pid}; stop it first, or use DATABASE_URL\n` })
  })
})

test('help lists every command, and every command explains itself with an example', async () => {
  const { exit, out } = await credit(['help'])
  expect(exit).toBe(0)
  for (const name of Object.keys(COMMANDS)) {
    expect(out).toContain(`\n  ${name} `)
    const own = await credit(['help', name])
    expect(own.exit).toBe(0)
    expect(own.out).toContain(`npm run -s credit -- ${name}`)
    expect((await credit([name, '--help'])).out).toBe(own.out)
  }
})

test('bad input is told in one line, with 2', async () => {
  const cases: [string[], string][] = [
    [['chek'], 'unknown command "chek"'],
    [['importt'], 'did you mean "import"?'],
    [['import'], 'missing <file>'],
    [['import', join(dir, 'nothing.csv')], `no such file: ${join(dir, 'nothing.csv')}`],
    [['import', dir], 'is not a file'],
    [['working-days', '2026-02-30', '7'], '"2026-02-30" is not a day'],
    [['working-days', '2026-02-03', '-7'], 'option'],
    [['working-days', '2026-02-03', '1.5'], '<n> must be a whole number'],
    [['working-days', '2026-02-03', '1', '2'], 'unexpected argument "2"'],
    [['generate'], '--out <dir> is missing'],
    [['generate', '--out', dir, '--day', 'today'], '--day must be a day'],
    [['keys', 'shuffle', join(dir, 'keys.json')], '"shuffle" is none of init, rotate'],
    [['staff', 'create', '--username', 'x', '--name', 'y', '--roles', 'king'], '"king" is no role'],
    [['check-id', '990102199207244263'], 'standard input only'],
    [['score-explain', '张三'], 'name the subject by its id'],
    [['check-city', 'nowhere'], 'there is no cities/nowhere/city.yaml'],
    [['check-city', '../etc'], 'is not the code of a city'],
  ]
  for (const [args, message] of cases) {
    const { exit, out, err } = await credit(args)
    expect({ args, exit, out }).toEqual({ args, exit: 2, out: '' })
    expect(err).toContain(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    const machine = await credit([...args, '--json'])
    expect(machine.exit).toBe(2)
    expect(machine.json()).toMatchObject({ error: { message: expect.stringContaining(message) as string } })
  }
})

test('codes come from the arguments or from standard input, messy ones included', async () => {
  const { exit, json } = await credit(['check-uscc', '-', '--json'], { stdin: '91990102maft7wp72t\n\n ９１９９０１０２ＭＡＦＴ７ＷＰ７２Ｔ\n91990102MAFT7WP721\n' })
  expect(exit).toBe(1)
  expect(json()).toMatchObject([{ ok: true, uscc: '91990102MAFT7WP72T', region: '990102' }, { ok: true }, { ok: false, code: 'CHECK_CHARACTER', expected: 'T' }])
})

test('identity numbers are never printed', async () => {
  const { exit, out } = await credit(['check-id', '-'], { stdin: '990102199207244263\n990102199207244264\n' })
  expect(exit).toBe(1)
  expect(out).toContain('ok       line 1')
  expect(out).toContain('invalid  line 2')
  expect(out).not.toContain('19920724')
})

test('working days skip the October holiday, and a year without a notice is provisional', async () => {
  expect((await credit(['working-days', '2026-09-28', '7', '--json'])).json()).toMatchObject({ day: '2026-10-13', provisional: false })
  const far = await credit(['working-days', '2030-01-01', '3'])
  expect(far.exit).toBe(0)
  expect(far.out).toContain('暂定')
})

test('keys are made once, readable by their owner only, and rotated in front', async () => {
  const file = join(dir, 'keys.json')
  const made = (await credit(['keys', 'init', file, '--json'])).json()
  expect(statSync(file).mode & 0o077).toBe(0)
  expect((await credit(['keys', 'init', file])).err).toContain('never overwritten')
  const rotated = (await credit(['keys', 'rotate', file, '--which', 'passes', '--json'])).json()
  const kids = (of: Record<string, unknown>) => of['kids'] as { tokens: string[]; passes: string[] }
  expect(kids(rotated).passes).toHaveLength(2)
  expect(kids(rotated).passes[1]).toBe(kids(made).passes[0])
  expect(kids(rotated).tokens).toEqual(kids(made).tokens)
})

test('data keys of both suites reseal what is there, and an old one is dropped only when nothing needs it', async () => {
  const dataDir = join(dir, 'reseal')
  const file = join(dataDir, 'keys.json')
  const env = { DATA_DIR: dataDir, KEYS_FILE: file }
  const made = (await credit(['keys', 'init', file, '--json'])).json()
  const old = (made['kids'] as { data: string[] }).data[0] ?? ''
  expect((await credit(['staff', 'create', '--username', 'first', '--name', '管理员', '--roles', 'administrator', '--json'], { env: { ...env, XINHUI_STAFF_PASSWORD: 'correct horse battery' }, stdin: 'correct horse battery\n' })).exit).toBe(0)
  expect((await credit(['keys', 'drop', old], { env })).err).toContain('is in use')
  expect((await credit(['keys', 'rotate', file, '--which', 'data', '--suite', 'sm'])).exit).toBe(0)
  expect((await credit(['keys', 'drop', old], { env })).err).toContain('still seals staff.totp_sealed')
  expect((await credit(['keys', 'reseal', '--json'], { env })).json()).toMatchObject({ resealed: 1 })
  expect((await credit(['keys', 'drop', old, '--json'], { env })).json()).toEqual({ dropped: old })
  expect((await credit(['keys', 'reblind', '--suite', 'sm', '--json'], { env })).json()).toMatchObject({ alg: 'hmac-sm3' })
  expect(readFileSync(file, 'utf8')).not.toContain(old)
})

test('the demo city passes its own check', async () => {
  const { exit, json } = await credit(['check-city', 'demo', '--json'])
  expect(json()).toMatchObject({ findings: [] })
  expect(exit).toBe(0)
})

test('the document of the API names its endpoints', async () => {
  expect(Object.keys((await credit(['openapi'])).json()['paths'] as object)).toContain('/api/v1/vouchers')
})

test('generate writes the city, and with --rows one long file', async () => {
  const out = join(dir, 'generated')
  const { json } = await credit(['generate', '--out', out, '--day', '2026-11-21', '--json'])
  expect(readdirSync(out)).toHaveLength((json()['files'] as unknown[]).length)
  await credit(['generate', '--out', out, '--day', '2026-11-21', '--rows', '1200'])
  expect(readFileSync(join(out, 'penalty-1200.csv'), 'utf8').split('\r\n')).toHaveLength(1202)
})

describe('with a database', () => {
  const env = { DATA_DIR: join(dir, 'data') }
  const file = join(dir, 'firms.csv')
  writeFileSync(file, '企业名称,统一社会信用代码,注册日期,注册资金\r\n云汀映禾食品有限公司,91990102MAFT7WP72T,2023-07-21,50万人民币元\r\n云汀占位商贸有限公司,00000000000000000X,2023-07-21,N/A\r\n')

  test('import lists the rejected row and ends with 1; the same file again changes nothing', async () => {
    const rejects = join(dir, 'rejects.csv')
    const first = await credit(['import', file, '--rejects', rejects, '--json'], { env })
    expect(first.json()).toMatchObject({ batch: { layout: 'enterprise-registry', rowsNew: 1, rowsRejected: 1 }, rejects: [{ row: 3, field: '统一社会信用代码' }] })
    expect(first.exit).toBe(1)
    expect(readFileSync(rejects, 'utf8')).toContain('00000000000000000X')
    const again = await credit(['import', file], { env })
    expect(again.exit).toBe(1)
    expect(again.out).toContain('2 rows: 0 new, 0 changed, 1 unchanged, 1 rejected')
    const unknown = await credit(['import', file, '--layout', 'nonsense'], { env })
    expect(unknown).toMatchObject({ exit: 2, out: '' })
    expect(unknown.err).toContain('没有“nonsense”这种格式')
  })

  test('staff are created with random secrets, listed without them, and reset', async () => {
    const made = (await credit(['staff', 'create', '--username', 'wang.li', '--name', '王丽', '--roles', 'steward', '--json'], { env })).json()
    expect(String(made['password']).length).toBeGreaterThanOrEqual(24)
    expect((await credit(['staff', 'create', '--username', 'wang.li', '--name', '王丽', '--roles', 'steward'], { env })).err).toContain('用户名 wang.li 已存在')
    const { out } = await credit(['staff', 'list'], { env })
    expect(out).toMatch(/^wang\.li +steward +王丽\n$/)
    const reset = (await credit(['staff', 'reset', '--username', 'wang.li', '--json'], { env })).json()
    expect(reset['totpSecret']).not.toBe(made['totpSecret'])
    expect((await credit(['demo-code'], { env })).err).toContain('there is no demo')
  })

  test('a score nobody opened is not explained', async () => {
    const who = ['--viewer', '云汀市信用信息中心', '--purpose', '核对', '--basis', '测试']
    const { exit, out } = await credit(['score-explain', `sub_${'0'.repeat(26)}`, ...who], { env })
    expect({ exit, out }).toEqual({ exit: 1, out: `sub_${'0'.repeat(26)} has no open score\n` })
  })
})

test('an empty city’s ledger holds, and there is nothing to fill in', async () => {
  const env = { DATA_DIR: join(dir, 'ledger'), DATABASE_URL: '', CITY: 'demo' }
  expect(await credit(['migrate'], { env })).toMatchObject({ exit: 0 })
  const check = await credit(['settlement-check', '--json'], { env })
  expect({ exit: check.exit, said: check.json() }).toMatchObject({ exit: 0, said: { ok: true, redemptions: 0, owedFen: 0, ledgerFen: 0, waiting: 0, findings: [] } })
  expect((await credit(['settlement-backfill', '--json'], { env })).json()).toEqual({ ok: true, posted: 0, findings: [] })
}, 120_000)
