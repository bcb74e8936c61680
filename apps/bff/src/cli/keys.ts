import { existsSync } from 'node:fs'
import { generateKeyFile, readKeyFile, rotateKeyFile, writeKeyFile } from '../lib/keys'
import { type Command, optionText, takePositionals, UsageError } from './command'

const LISTS = ['tokens', 'passes', 'data'] as const

export const keysCommand: Command = {
  help: `keys init <file>
keys rotate <file> [--which tokens,passes,data]

init writes fresh keys (mode 0600) and refuses to touch a file that is there.
rotate puts a new key in front of each list named (tokens and passes unless told) and keeps the old ones for what is still
in circulation; data keys are never dropped. Restart the service afterwards. Keep the file out of backups of the database.

  npm run -s credit -- keys init /etc/xinhui/keys.json
`,
  options: { which: { type: 'string' } },
  run(call) {
    const [verb = '', file = ''] = takePositionals(call, 'init|rotate', 'file')
    const path = call.path(file)
    const kids = (keys: ReturnType<typeof readKeyFile>) => ({ tokens: keys.tokens.map((k) => k.kid), passes: keys.passes.map((k) => k.kid), data: keys.data.map((k) => k.kid) })
    if (verb === 'init') {
      if (existsSync(path)) throw new Error(`${path} exists; keys are never overwritten (rotate adds new ones)`)
      const made = generateKeyFile()
      writeKeyFile(path, made)
      return { exit: 0, json: { file: path, kids: kids(made) }, text: `wrote ${path}\n` }
    }
    if (verb !== 'rotate') throw new UsageError(`"${verb}" is neither init nor rotate`)
    const names = (optionText(call, 'which') ?? 'tokens,passes').split(',')
    const which = LISTS.filter((l) => names.includes(l))
    if (which.length !== names.length) throw new UsageError(`--which takes ${LISTS.join(', ')}`)
    if (!existsSync(path)) throw new Error(`no such file: ${path}`)
    const rotated = rotateKeyFile(readKeyFile(path), which)
    writeKeyFile(path, rotated)
    return { exit: 0, json: { file: path, rotated: which, kids: kids(rotated) }, text: `new keys for ${which.join(', ')} in ${path}; restart the service\n` }
  },
}
