import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** TypeScript files below a folder with their text, paths with forward slashes: for tests about what may name what. */
export const sourcesBelow = (folder: string): { path: string; text: string }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }))
