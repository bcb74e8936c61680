import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files whose import must survive a crash lie here, each under the id of its batch, until the batch has ended. */
const folderOf = (dataDir: string): string => join(dataDir, 'intake')

const BATCH_FILE = /^bat_[0-9a-z]{26}$/

export const spoolPath = (dataDir: string, batchId: string): string => join(folderOf(dataDir), batchId)

export const openSpool = async (dataDir: string): Promise<void> => {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Batches whose file is whole, oldest first. */
export const keptBatches = async (dataDir: string): Promise<string[]> => (await namesIn(folderOf(dataDir))).filter((name) => BATCH_FILE.test(name)).sort()

export const dropKept = (dataDir: string, batchId: string): Promise<void> => rm(spoolPath(dataDir, batchId), { force: true })

/** Halves of uploads a dead process left, and whole files nobody made a batch for: gone once nobody can be writing them any more. */
export async function sweepSpool(dataDir: string, by: { before: Date; isKnown: (batchId: string) => Promise<boolean> }): Promise<void> {
  const folder = folderOf(dataDir)
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const known = BATCH_FILE.test(name) && (await by.isKnown(name))
    if (!known && (await stat(path)).mtime < by.before) await rm(path, { force: true })
  }
}
