import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomFromPool } from './random-pool'

/** Files people hand in, by the SHA-256 of their content: the same bytes are one file, and a name can be checked against what it holds. */
export interface FileStore {
  /** Answers the name, 64 hex digits. Storing what is there changes nothing. */
  put(bytes: Uint8Array): Promise<string>
  /** Undefined when there is none. Throws when the bytes are not those that were stored. */
  get(sha256: string): Promise<Uint8Array | undefined>
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Under `<folder>/ab/cdef…`, readable by the service's user alone. Several processes share it when they share the folder. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2))
  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      // Written beside and renamed: a reader never finds half a file.
      const draft = `${path}.${randomFromPool(6).toString('hex')}`
      await writeFile(draft, bytes, { mode: 0o600 })
      await rename(draft, path)
      return sha256
    },
    async get(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
      let bytes: Uint8Array
      try {
        bytes = await readFile(pathOf(sha256))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
      if (sha256Of(bytes) !== sha256) throw new Error(`file ${sha256} is not what was stored`)
      return bytes
    },
  }
}
