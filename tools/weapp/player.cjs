/** One person with one phone, who works the built package by the names on its controls. */
const { createApp } = require('./harness.cjs')
const { createPhone } = require('./phone.cjs')

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * @param dist    folder of the built package
 * @param origin  where the service listens
 * @param storage what the phone already keeps; give another player's to start the app anew on the same phone
 */
function createPlayer(dist, origin, storage = {}) {
  const phone = createPhone({ base: origin })
  const app = createApp(dist, { wx: phone.wx, storage })
  const top = () => app.pages.at(-1)
  const player = { app, phone, storage, top, seen: new Set() }

  /** What the page says now; kept, so that a test can ask for everything this person ever read. */
  player.read = () => {
    const text = app.text(top())
    player.seen.add(`${top().route} ${text}`)
    return text
  }
  const wait = async (what, holds, ms) => {
    for (const end = Date.now() + ms; ; await sleep(40)) {
      const found = holds()
      if (found) return found
      if (Date.now() > end) throw new Error(`${what}; ${top().route} says: ${player.read()}${phone.toasts.length > 0 ? `; toasts: ${phone.toasts.join('、')}` : ''}`)
    }
  }
  player.sees = async (words, ms = 8000) => {
    await wait(`no “${words}”`, () => (words instanceof RegExp ? words.test(player.read()) : player.read().includes(words)), ms)
    await app.idle()
    return player.read()
  }
  player.isAt = (route, ms = 8000) => wait(`did not come to ${route}`, () => top().route === route, ms)
  const control = (name, ms) =>
    wait(`no control “${name}” that can be pressed`, () => {
      const found = app.control(top(), name)
      return found && found.attr.ariaDisabled !== 'true' ? found : undefined
    }, ms)
  player.tap = async (name, ms = 8000) => {
    const node = await control(name, ms)
    player.read()
    await app.fire(top(), node)
  }
  /** Two taps before the page can draw anything between them. */
  player.tapTwice = async (name) => {
    const node = await control(name, 8000)
    const page = top()
    await Promise.all([app.fire(page, node), app.fire(page, node)])
  }
  player.input = (label) => app.find(top(), ({ tag, attr }) => tag === 'wx-input' && String(attr.ariaLabel).startsWith(label)).at(-1)
  player.type = async (label, value) => app.fire(top(), await wait(`no input “${label}”`, () => player.input(label), 8000), 'input', { value, cursor: value.length })
  player.picture = (label) => app.find(top(), ({ tag, attr }) => tag === 'wx-image' && String(attr.ariaLabel).startsWith(label)).at(-1)?.attr.src
  player.back = async () => {
    app.back()
    await app.idle()
  }
  /** The last answer of the service to a call, e.g. `answer('GET', /\/me\/score$/)`. */
  player.answer = (method, path) => {
    const sent = phone.requests.findLast((one) => one.method === method && path.test(one.path) && one.status < 400)
    if (!sent) throw new Error(`${method} ${path} was never answered`)
    return JSON.parse(sent.text)
  }
  return player
}

module.exports = { createPlayer, sleep }
