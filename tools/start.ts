import { main } from '../apps/bff/src/main'
import { build, TARGETS } from './lib/build'

const started = Date.now()
const say = (line: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`)

try {
  // One after the other: both builds at once want more memory than a small machine has.
  await build(TARGETS.h5, say)
  await build(TARGETS.console, say)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
process.env['LOG_LEVEL'] ??= 'warn'
await main(say, (service) => {
  const { origin, deps } = service
  say('ready')
  const demo = deps.demo
  console.log(`
  ${deps.city.name} · ${deps.city.serviceName}

  mini-program   ${origin}/
  console        ${origin}/console/
  API            ${origin}/api/v1
  API reference  ${origin}/docs
  health         ${origin}/health/ready
${demo ? `
  Demo residents (choose one on the login page):
${demo.personas().map((p) => `    ${p.title.padEnd(10, '　')} ${p.story}`).join('\n')}

  Demo console accounts (the login page fills them in; codes change every 30 s):
${demo.staff().map((s) => `    ${s.username}`).join('\n')}
` : ''}
  Ctrl-C stops.
`)
})
