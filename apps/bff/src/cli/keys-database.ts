import { readConfig } from '../config'
import type { Database } from '../db/client'
import { columnsSealedWith } from '../db/sealed-columns'
import { type KeyFile, newIndexKey, openSealer, readKeyFile, type Suite, writeKeyFile } from '../lib/keys'
import { reblind, reseal, type ResealProgress } from '../lib/reseal'
import { openDatabase } from '../service'
import { type Call, type Outcome, takePositionals } from './command'

/** Opens the service's key file and database, and nothing else: half-way through a change the service itself would not open. */
async function withKeys<T>(call: Call, work: (keys: KeyFile, keysFile: string, database: Database) => Promise<T>): Promise<T> {
  const config = readConfig(call.env)
  const keys = readKeyFile(config.keysFile)
  const database = await openDatabase(config)
  try {
    await database.migrate()
    return await work(keys, config.keysFile, database)
  } finally {
    await database.close()
  }
}

/** `1234/5678 values, 900/s, 5 s left`. */
function meter(call: Call): (p: ResealProgress) => void {
  const started = performance.now()
  return ({ done, total }) => {
    const rate = done / Math.max((performance.now() - started) / 1000, 0.001)
    call.progress(`${done}/${total} values, ${Math.round(rate)}/s, ${Math.ceil((total - done) / Math.max(rate, 1))} s left`)
  }
}

export async function resealColumns(call: Call): Promise<Outcome> {
  takePositionals(call, 'reseal')
  return withKeys(call, async (keys, _file, database) => {
    const [active] = keys.data
    if (!active) throw new Error('no data key')
    const resealed = await reseal(database.db, openSealer(keys), active.kid, meter(call))
    return { exit: 0, json: { kid: active.kid, resealed }, text: `${resealed} values sealed anew with ${active.kid}; older data keys can be dropped\n` }
  })
}

export async function dropKey(call: Call): Promise<Outcome> {
  const [, kid = ''] = takePositionals(call, 'drop', 'kid')
  return withKeys(call, async (keys, file, database) => {
    const at = keys.data.findIndex((k) => k.kid === kid)
    if (at < 0) throw new Error(`there is no data key ${kid} in ${file}`)
    if (at === 0) throw new Error(`${kid} is in use; rotate first`)
    const used = await columnsSealedWith(database.db, kid)
    if (used.length > 0) throw new Error(`${kid} still seals ${used.join(', ')}; call \`keys reseal\` first`)
    writeKeyFile(file, { ...keys, data: keys.data.filter((k) => k.kid !== kid) })
    return { exit: 0, json: { dropped: kid }, text: `${kid} is gone from ${file}\n` }
  })
}

/** The next key is written before the first row moves, and becomes the key in use after the last: a crash between is continued. */
export async function reblindIndexes(call: Call, suite: Suite | undefined): Promise<Outcome> {
  takePositionals(call, 'reblind')
  return withKeys(call, async (keys, file, database) => {
    const next = keys.blindNext ?? newIndexKey(suite ?? (keys.blind.alg === 'hmac-sm3' ? 'sm' : 'intl'))
    const pending: KeyFile = { ...keys, blindNext: next, fingerprint: keys.fingerprint ?? keys.blind }
    writeKeyFile(file, pending)
    const moved = await reblind(database.db, openSealer(pending, next), meter(call))
    const { blindNext: _done, ...rest } = pending
    writeKeyFile(file, { ...rest, blind: next })
    return { exit: 0, json: { moved, alg: next.alg }, text: `${moved} indexes moved to a new ${next.alg} key; start the service\n` }
  })
}
