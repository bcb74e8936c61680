/**
 * node first-screen.cjs <dist/weapp> <origin> <session.json> <words>
 *
 * Opens the built package on a phone that is already logged in (the file holds what the phone keeps) and waits for the
 * words on the first page. Prints one line of JSON: { ms, setData, setDataBytes, requests, answerBytes }.
 */
const fs = require('node:fs')
const path = require('node:path')
const { createPlayer } = require('./player.cjs')

async function main() {
  const [dist, origin, kept, words] = process.argv.slice(2)
  const player = createPlayer(path.resolve(dist), origin, JSON.parse(fs.readFileSync(kept, 'utf8')))
  const from = performance.now()
  await player.app.start()
  for (const end = Date.now() + 20_000; !player.read().includes(words); await new Promise((resolve) => setTimeout(resolve, 2))) {
    if (Date.now() > end) throw new Error(`no “${words}” on the first page: ${player.read()}`)
  }
  const ms = performance.now() - from
  const drawn = player.app.setData
  const { requests } = player.phone
  console.log(JSON.stringify({
    ms,
    setData: drawn.length,
    setDataBytes: drawn.reduce((sum, one) => sum + one.bytes, 0),
    requests: requests.length,
    answerBytes: requests.reduce((sum, one) => sum + Buffer.byteLength(one.text ?? ''), 0),
  }))
  process.exit(0)
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
