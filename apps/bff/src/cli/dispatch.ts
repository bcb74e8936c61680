import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config'
import { DomainError } from '../errors'
import { type Call, type Command, type ExitCode, UsageError } from './command'
import { COMMANDS, overview } from './commands'

export interface Terminal {
  env: NodeJS.ProcessEnv
  out(text: string): void
  err(text: string): void
  /** Whether somebody watches stderr. */
  watched: boolean
  readStdin(): Promise<string>
}

const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

/** One line that says what went wrong. Database errors quote rows, so only their code is told. */
function describe(error: unknown): string {
  if (error instanceof DomainError) return error.extras.detail && error.extras.detail !== error.title ? `${error.title}: ${error.extras.detail}` : error.title
  if (error instanceof ConfigError) return `cannot start: ${error.problems.join('; ')}`
  if (!(error instanceof Error)) return String(error)
  const isQuery = 'query' in error || 'params' in error
  const origin = isQuery && error.cause instanceof Error ? error.cause : error
  const code = 'code' in origin ? String(origin.code) : undefined
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'CONNECT_TIMEOUT') return `the database does not answer (${code}); check DATABASE_URL`
  if (isQuery || 'severity' in error) return `the database refused (${code ?? 'no code'})`
  if (code === 'ENOENT' && 'path' in error) return `no such file: ${String(error.path)}`
  if (code === 'EACCES' && 'path' in error) return `not allowed to open ${String(error.path)}`
  return (error.message || error.name).replaceAll(/\s*\n\s*/g, ' ')
}

/** node:util names the option; a newcomer also wants to know where to look. */
const unknownOption = (error: unknown): error is Error => error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

function nearest(name: string): string {
  const close = Object.keys(COMMANDS).find((c) => c.startsWith(name) || name.startsWith(c) || c.replaceAll('-', '') === name.replaceAll('-', ''))
  return close ? `; did you mean "${close}"?` : ''
}

async function loadCommand(name: string): Promise<Command> {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!entry) throw new UsageError(`unknown command "${name}"${nearest(name)}`)
  return entry.load()
}

async function runCommand(name: string, args: string[], terminal: Terminal): Promise<ExitCode> {
  const command = await loadCommand(name)
  const { values, positionals }: Pick<Call, 'values' | 'positionals'> = parseArgs({ args, options: { ...COMMON, ...command.options }, allowPositionals: true, strict: true })
  if (values['help'] === true) {
    terminal.out(command.help)
    return 0
  }
  let drawn = false
  const call: Call = {
    values,
    path: (file) => resolve(terminal.env['INIT_CWD'] ?? '.', file),
    positionals,
    env: terminal.env,
    progress(line) {
      if (!terminal.watched) return
      terminal.err(`\r\u001b[K${line}`)
      drawn = true
    },
    readStdin: () => terminal.readStdin(),
  }
  try {
    const outcome = await command.run(call)
    if (drawn) terminal.err('\r\u001b[K')
    terminal.out(values['json'] === true ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.text)
    return outcome.exit
  } catch (error) {
    if (drawn) terminal.err('\n')
    throw error
  }
}

/** Runs one command line; never throws and never shows a stack. */
export async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = 'help', ...rest] = args
  const json = rest.includes('--json')
  try {
    if (name === 'help' || name === '--help' || name === '-h') {
      const [about] = rest.filter((a) => !a.startsWith('-'))
      const text = about === undefined || about === 'help' ? overview() : (await loadCommand(about)).help
      terminal.out(json ? `${JSON.stringify(about === undefined ? Object.entries(COMMANDS).map(([command, { summary }]) => ({ command, summary })) : { help: text }, null, 2)}\n` : text)
      return 0
    }
    return await runCommand(name, rest, terminal)
  } catch (error) {
    const usage = error instanceof UsageError || unknownOption(error)
    const message = unknownOption(error) ? (error.message.split('. ')[0] ?? error.message).replace(/^U/, 'u') : describe(error)
    const hint = usage ? ` (see: npm run -s credit -- help${Object.hasOwn(COMMANDS, name) ? ` ${name}` : ''})` : ''
    if (json) terminal.out(`${JSON.stringify({ error: { code: error instanceof DomainError ? error.code : usage ? 'USAGE' : 'FAILED', message } }, null, 2)}\n`)
    terminal.err(`credit${Object.hasOwn(COMMANDS, name) ? ` ${name}` : ''}: ${message}${hint}\n`)
    return 2
  }
}
