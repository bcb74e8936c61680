import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './lib/build'

/**
 * Size budgets of the builds in bytes. The weapp main package is what WeChat loads before the first screen; the H5 figure is
 * what its index.html names (scripts and styles), gzipped.
 */
const WEAPP_MAIN = 400 * 1024
const WEAPP_ALL = 2 * 1024 * 1024
const H5_ENTRY_GZIP = 300 * 1024

const filesBelow = (dir: string): string[] => readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? filesBelow(join(dir, e.name)) : [join(dir, e.name)]))
const problems: string[] = []
const limit = (what: string, bytes: number, max: number) => {
  console.log(`${what}: ${(bytes / 1024).toFixed(1)} KB of ${(max / 1024).toFixed(0)} KB`)
  if (bytes > max) problems.push(`${what} is over its budget`)
}

function weapp(): void {
  const root = join(ROOT, 'apps/miniapp/dist/weapp')
  const app = JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as { subPackages?: { root: string }[]; subpackages?: { root: string }[] }
  const subRoots = [...(app.subPackages ?? []), ...(app.subpackages ?? [])].map((s) => join(root, s.root))
  const files = filesBelow(root).filter((f) => !/project\..*config\.json$|\.LICENSE\.txt$|\.map$/.test(f))
  const size = (list: string[]) => list.reduce((sum, f) => sum + statSync(f).size, 0)
  limit('weapp main package', size(files.filter((f) => !subRoots.some((s) => f.startsWith(`${s}/`)))), WEAPP_MAIN)
  limit('weapp, all packages', size(files), WEAPP_ALL)
}

function h5(): void {
  const root = join(ROOT, 'apps/miniapp/dist/h5')
  const index = readFileSync(join(root, 'index.html'), 'utf8')
  const named = [...index.matchAll(/(?:src|href)="?\/?([^"\s>]+\.(?:js|css))"?/g)].map((m) => join(root, m[1] ?? '')).filter(existsSync)
  if (named.length === 0) problems.push('index.html names no script')
  limit('H5 entry, gzipped', named.reduce((sum, f) => sum + gzipSync(readFileSync(f)).length, 0), H5_ENTRY_GZIP)
}

for (const target of process.argv.slice(2)) {
  if (target === 'weapp') weapp()
  else if (target === 'h5') h5()
  else problems.push(`unknown target ${target}`)
}
if (process.argv.length < 3) problems.push('name a target: weapp or h5')
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
