/**
 * node check.cjs <dist/weapp>
 *
 * What WeChat itself would say about the package, without its desktop tool and without network: its compilers (wcc, wcsc)
 * read every page and stylesheet, its packager (miniprogram-ci) compiles, resolves and rates the code, and the sizes are
 * held to the budget. Exit code 0 when all is well, 1 when not.
 */
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { generateKeyPairSync } = require('node:crypto')
const dns = require('node:dns')

// The packager asks WeChat for settings it does not need; without network each question would hang for seconds.
const { lookup } = dns
dns.lookup = (host, ...rest) => (/(^|\.)servicewechat\.com$/.test(host) ? process.nextTick(rest.at(-1), Object.assign(new Error('kept offline'), { code: 'ENOTFOUND' })) : lookup(host, ...rest))

const ci = require('miniprogram-ci')
const { compile } = require('./harness.cjs')
const { LEFT_OUT, sizesOf, walk } = require('./sizes.cjs')

const MAIN_KB = 400
const PACKAGE_KB = 2048
const ALL_KB = 20 * 1024 // 30 MB, but 20 MB when a service provider builds it
const APP_ID = 'wx0000000000000000'
const SETTING = { es6: true, minify: true, minifyWXML: true, minifyWXSS: true }

/** Code that must stay in the browser: each found string is a fault. */
const FORBIDDEN = [
  ['getUserMedia', 'the browser camera and its QR decoder'],
  ['ZodError', 'zod: the contract gives types only'],
]

const kb = (bytes) => (bytes / 1024).toFixed(1)
const problems = []

function checkSizes(dist) {
  const { main, subs } = sizesOf(dist)
  const all = Object.values(subs).reduce((sum, bytes) => sum + bytes, main)
  const lines = [['main package', main, MAIN_KB], ...Object.entries(subs).map(([root, bytes]) => [root, bytes, PACKAGE_KB]), ['all packages', all, ALL_KB]]
  for (const [name, bytes, limit] of lines) {
    console.log(`${name}: ${kb(bytes)} KB of ${limit} KB`)
    if (bytes > limit * 1024) problems.push(`${name} takes ${kb(bytes)} KB, the limit is ${limit} KB`)
  }
}

function checkContents(dist) {
  for (const file of walk(dist).filter((name) => name.endsWith('.js'))) {
    const source = fs.readFileSync(file, 'utf8')
    for (const [word, what] of FORBIDDEN) if (source.includes(word)) problems.push(`${path.relative(dist, file)} holds ${what}`)
  }
}

function checkCompilers(dist) {
  try {
    const { wxss } = compile(dist)
    console.log(`wcc and wcsc: all templates and ${wxss.length} stylesheets compile`)
  } catch (error) {
    problems.push(`wcc or wcsc: ${error.message}`)
  }
}

async function checkPackager(dist) {
  // A fresh folder each time: miniprogram-ci keeps a cache by project path.
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-check-'))
  const cwd = process.cwd()
  process.chdir(root) // it leaves an empty folder, named by a hash, where it runs
  try {
    fs.cpSync(dist, path.join(root, 'dist'), { recursive: true, filter: (source) => !LEFT_OUT.test(source) })
    const config = { miniprogramRoot: 'dist/', appid: APP_ID, compileType: 'miniprogram', libVersion: '3.8.0', setting: { es6: true, minified: true, minifyWXML: true, minifyWXSS: true } }
    fs.writeFileSync(path.join(root, 'project.config.json'), JSON.stringify(config))
    // Thrown away with the folder; only upload and preview, which are never called here, use it.
    fs.writeFileSync(path.join(root, 'k'), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }))
    const project = new ci.Project({ appid: APP_ID, type: 'miniProgram', projectPath: root, privateKeyPath: path.join(root, 'k'), ignores: ['k'] })
    project.attr = async () => ci.DefaultProjectAttr // it would ask servicewechat.com
    try {
      const files = await ci.getCompiledResult({ project, setting: SETTING, onProgressUpdate() {} })
      const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0)
      console.log(`packager: ${Object.keys(files).length} files, ${kb(bytes)} KB after its own minification`)
    } catch (error) {
      problems.push(`packager: ${error.code ?? ''} ${error.message}`)
      return
    }
    const { modules } = await ci.analyseCode(project)
    for (const one of modules) {
      const faults = [...(one.errors ?? []), ...(one.deps ?? []).map((dep) => dep.error).filter(Boolean)]
      if (faults.length > 0) problems.push(`unresolved: ${JSON.stringify(faults)}`)
    }
    for (const rule of await ci.checkCodeQuality(project)) {
      const detail = rule.detail && !rule.success ? JSON.stringify(rule.detail).slice(0, 400) : ''
      console.log(`code quality: ${rule.success ? 'pass' : 'FAIL'} ${rule.name} ${detail}`)
      if (!rule.success) problems.push(`code quality: ${rule.name} ${detail}`)
    }
  } finally {
    process.chdir(cwd)
    fs.rmSync(root, { recursive: true, force: true })
  }
}

async function main() {
  const given = process.argv[2]
  if (!given || !fs.existsSync(path.join(given, 'app.json'))) {
    console.error('usage: node check.cjs <folder of the built mini-program>')
    process.exit(2)
  }
  const dist = path.resolve(given)
  checkSizes(dist)
  checkContents(dist)
  checkCompilers(dist)
  await checkPackager(dist)
  for (const problem of problems) console.error(problem)
  process.exit(problems.length === 0 ? 0 : 1)
}

void main()
