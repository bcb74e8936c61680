import { existsSync } from 'node:fs'
import { generateKeyFile, type KeyFile, readKeyFile, rotateKeyFile, Suite, writeKeyFile } from '../lib/keys'
import { type Call, type Command, optionText, type Outcome, takePositionals, UsageError } from './command'
import { dropKey, reblindIndexes, resealColumns } from './keys-database'

const LISTS = ['tokens', 'passes', 'data'] as const
const kids = (keys: KeyFile) => ({ tokens: keys.tokens.map((k) => k.kid), passes: keys.passes.map((k) => k.kid), data: keys.data.map((k) => k.kid) })

function suiteFrom(call: Call): Suite | undefined {
  const text = optionText(call, 'suite')
  if (text === undefined) return undefined
  const parsed = Suite.safeParse(text)
  if (!parsed.success) throw new UsageError('--suite takes intl (AES-256-GCM, HMAC-SHA-256) or sm (SM4, HMAC-SM3)')
  return parsed.data
}

function init(call: Call): Outcome {
  const [, file = ''] = takePositionals(call, 'init', 'file')
  const path = call.path(file)
  if (existsSync(path)) throw new Error(`${path} exists; keys are never overwritten (rotate adds new ones)`)
  const made = generateKeyFile(suiteFrom(call))
  writeKeyFile(path, made)
  return { exit: 0, json: { file: path, kids: kids(made) }, text: `wrote ${path}\n` }
}

function rotate(call: Call): Outcome {
  const [, file = ''] = takePositionals(call, 'rotate', 'file')
  const path = call.path(file)
  const names = (optionText(call, 'which') ?? 'tokens,passes').split(',')
  const which = LISTS.filter((l) => names.includes(l))
  if (which.length !== names.length) throw new UsageError(`--which takes ${LISTS.join(', ')}`)
  const suite = suiteFrom(call)
  if (suite && !which.includes('data')) throw new UsageError('--suite says how the new data key seals: add --which data')
  if (!existsSync(path)) throw new Error(`no such file: ${path}`)
  const rotated = rotateKeyFile(readKeyFile(path), which, { now: new Date(), atOnce: call.values['at-once'] === true, ...(suite ? { suite } : {}) })
  writeKeyFile(path, rotated)
  return { exit: 0, json: { file: path, rotated: which, kids: kids(rotated) }, text: `new keys for ${which.join(', ')} in ${path}; restart the service\n` }
}

export const keysCommand: Command = {
  help: `keys init <file> [--suite intl|sm]
keys rotate <file> [--which tokens,passes,data] [--suite intl|sm] [--at-once]
keys reseal
keys drop <kid>
keys reblind [--suite intl|sm]

init writes fresh keys (mode 0600) and refuses to touch a file that is there. The suite is intl unless told: AES-256-GCM and
HMAC-SHA-256; sm is SM4 with HMAC-SM3, and HMAC-SM3 for the blind indexes.
rotate puts a new key in front of each list named (tokens and passes unless told) and keeps the old ones for what is still
in circulation. A new pass key is published for eight days before it signs, and the old one for eight days after, so that
every till and phone knows both; --at-once is for a key that leaked: it signs from the restart on. Restart the service afterwards. Keep the file out of backups of the database.

reseal, drop and reblind work on the service's own key file and database (KEYS_FILE, DATABASE_URL or DATA_DIR).
reseal seals every value anew with the newest data key, in batches, while the service runs on PostgreSQL; it may be stopped
and called again. drop removes an old data key and refuses while any row still uses it.
reblind gives the blind indexes a new key; stop the service first. Stopped half-way, call it again: the service does not start
before it is done.

  npm run -s credit -- keys init /etc/xinhui/keys.json
  npm run -s credit -- keys rotate /etc/xinhui/keys.json --which data --suite sm
  npm run -s credit -- keys reseal
`,
  options: { which: { type: 'string' }, suite: { type: 'string' }, 'at-once': { type: 'boolean' } },
  run(call) {
    const [verb = ''] = call.positionals
    switch (verb) {
      case 'init':
        return init(call)
      case 'rotate':
        return rotate(call)
      case 'reseal':
        return resealColumns(call)
      case 'drop':
        return dropKey(call)
      case 'reblind':
        return reblindIndexes(call, suiteFrom(call))
      default:
        throw new UsageError(verb ? `"${verb}" is none of init, rotate, reseal, drop, reblind` : 'missing <init|rotate|reseal|drop|reblind>')
    }
  },
}
