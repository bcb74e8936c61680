/**
 * What the WeChat client gives a mini-program beyond its pages, for the harness: requests over real HTTP, a login code,
 * a scanner and a storage. Nothing here knows the product; a test says where the API is and what the camera sees.
 */
const http = require('node:http')
const https = require('node:https')

const fail = (options, errMsg) => {
  const error = { errMsg }
  options.fail?.(error)
  options.complete?.(error)
}
const succeed = (options, result) => {
  options.success?.(result)
  options.complete?.(result)
}

/** wx.request: only http and https, 60 s at most, the body as text unless JSON is asked for, header names as the server sent them. */
function request(options, { base, offline, answered }) {
  let aborted = false
  let sent
  const run = () => {
    if (aborted) return
    if (offline()) return fail(options, 'request:fail net::ERR_INTERNET_DISCONNECTED')
    const url = new URL(base ? options.url.replace(/^https?:\/\/[^/]+/, base) : options.url)
    const body = options.data === undefined || options.data === null ? undefined : typeof options.data === 'string' ? options.data : JSON.stringify(options.data)
    const headers = { ...options.header }
    if (body !== undefined) headers['content-length'] = Buffer.byteLength(body)
    sent = (url.protocol === 'https:' ? https : http).request(url, { method: options.method ?? 'GET', headers }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        answered(response.statusCode, text)
        let data = text
        if ((options.dataType ?? 'json') === 'json') {
          try {
            data = JSON.parse(text)
          } catch {
            // WeChat, too, hands over the text when it is not JSON.
          }
        }
        succeed(options, { data, statusCode: response.statusCode, header: response.headers, cookies: [], errMsg: 'request:ok' })
      })
    })
    sent.setTimeout(Math.min(options.timeout ?? 60_000, 60_000), () => sent.destroy(new Error('timeout')))
    sent.on('error', (error) => fail(options, aborted ? 'request:fail abort' : `request:fail ${error.message}`))
    sent.end(body)
  }
  setTimeout(run, 0)
  return {
    abort() {
      aborted = true
      sent?.destroy()
    },
    onHeadersReceived() {},
    offHeadersReceived() {},
    onChunkReceived() {},
    offChunkReceived() {},
  }
}

/**
 * @param base  origin the requests go to in place of the one built in, e.g. `http://127.0.0.1:8787`
 * @param login async () => code, what wx.login answers; a rejection becomes login:fail
 * @returns wx: functions for the harness; set `offline` to cut the network, put texts into `camera` for wx.scanCode;
 *   `requests` with their answers, `toasts` and the `screen` are there to be read
 */
function createPhone({ base, login = async () => 'code' } = {}) {
  const phone = { offline: false, camera: [], requests: [], toasts: [], screen: { brightness: 0.4, keptOn: false } }
  phone.wx = {
    request: (options) => {
      const sent = { method: options.method ?? 'GET', path: new URL(options.url).pathname, status: undefined, text: '' }
      phone.requests.push(sent)
      return request(options, { base, offline: () => phone.offline, answered: (status, text) => Object.assign(sent, { status, text }) })
    },
    login: (options = {}) =>
      login().then(
        (code) => succeed(options, { code, errMsg: 'login:ok' }),
        (error) => fail(options, `login:fail ${error.message}`),
      ),
    scanCode: (options = {}) => {
      const result = phone.camera.shift()
      setTimeout(() => (result === undefined ? fail(options, 'scanCode:fail cancel') : succeed(options, { result, scanType: 'QR_CODE', charSet: 'UTF-8', path: '', errMsg: 'scanCode:ok' })), 0)
    },
    getScreenBrightness: (options = {}) => succeed(options, { value: phone.screen.brightness, errMsg: 'getScreenBrightness:ok' }),
    setScreenBrightness: (options = {}) => {
      phone.screen.brightness = options.value
      succeed(options, { errMsg: 'setScreenBrightness:ok' })
    },
    setKeepScreenOn: (options = {}) => {
      phone.screen.keptOn = options.keepScreenOn
      succeed(options, { errMsg: 'setKeepScreenOn:ok' })
    },
    showToast: (options = {}) => {
      phone.toasts.push(options.title)
      succeed(options, { errMsg: 'showToast:ok' })
    },
  }
  return phone
}

module.exports = { createPhone }
