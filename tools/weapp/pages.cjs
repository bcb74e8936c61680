/**
 * node pages.cjs <dist/weapp>
 *
 * Opens every page of the package on a phone without network: each must draw something, name every control for a screen
 * reader, hand no more than 64 KB to a setData, and miss no template. Exit code 0 when all is well, 1 when not.
 */
const path = require('node:path')
const { createApp } = require('./harness.cjs')
const { createPhone } = require('./phone.cjs')

const MOST_BYTES = 64 * 1024

async function main() {
  const problems = []
  process.on('unhandledRejection', (error) => problems.push(`unhandled: ${error?.stack ?? error}`))
  const phone = createPhone()
  phone.offline = true
  const app = createApp(path.resolve(process.argv[2]), { wx: phone.wx })
  await app.start()
  for (const route of app.routes) {
    const page = app.open(`/${route}`)
    await app.drawn(page)
    if (app.text(page).length < 3) problems.push(`${route} draws nothing`)
    for (const node of app.find(page, ({ attr }) => attr.ariaRole === 'button')) {
      if (!node.attr.ariaLabel && app.textOf(node).trim() === '') problems.push(`${route} has a button without a name`)
    }
  }
  for (const [route, bytes] of Object.entries(app.largest())) {
    console.log(`${route}: largest setData ${bytes} bytes`)
    if (bytes > MOST_BYTES) problems.push(`${route} hands ${bytes} bytes to one setData, the limit is ${MOST_BYTES}`)
  }
  problems.push(...app.warnings)
  for (const problem of problems) console.error(problem)
  console.log(`${app.routes.length} pages opened`)
  process.exit(problems.length === 0 ? 0 : 1)
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
