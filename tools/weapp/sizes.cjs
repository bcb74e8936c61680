const fs = require('node:fs')
const path = require('node:path')

const walk = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    return entry.isDirectory() ? walk(full) : [full]
  })

/** Files WeChat does not upload. */
const LEFT_OUT = /(^|[\\/])project\.(private\.)?config\.json$|\.LICENSE\.txt$|\.map$/

/** Bytes of the main package and of each subpackage, as built: { main, subs: { root: bytes } }. */
function sizesOf(dist) {
  const app = JSON.parse(fs.readFileSync(path.join(dist, 'app.json'), 'utf8'))
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => root.replace(/\/$/, ''))
  const sizes = { main: 0, subs: Object.fromEntries(roots.map((root) => [root, 0])) }
  for (const file of walk(dist)) {
    const name = path.relative(dist, file).split(path.sep).join('/')
    if (LEFT_OUT.test(name)) continue
    const root = roots.find((one) => name.startsWith(`${one}/`))
    const bytes = fs.statSync(file).size
    if (root === undefined) sizes.main += bytes
    else sizes.subs[root] += bytes
  }
  return sizes
}

module.exports = { sizesOf, walk, LEFT_OUT }
