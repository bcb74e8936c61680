/**
 * Runs a built WeChat package in Node without WeChat's desktop tool.
 * Logic: every file in a vm context that has only what WeChat's service layer has.
 * View: WeChat's own wcc compiler turns the real wxml and wxs into a tree, and taps go through the compiled handlers.
 * Not shown here: layout, native components, payment, camera, the privacy pop-up, the speed of a phone.
 */
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')
const { spawnSync } = require('node:child_process')
const { walk } = require('./sizes.cjs')

const COMPILER = path.dirname(require.resolve('miniprogram-compiler/package.json'))

const INFO = {
  platform: 'devtools', system: 'iOS 17.0', model: 'iPhone', brand: 'x', version: '8.0.50', SDKVersion: '3.8.0', language: 'zh_CN', theme: 'light', fontSizeScaleFactor: 1,
  pixelRatio: 2, windowWidth: 390, windowHeight: 750, screenWidth: 390, screenHeight: 844, statusBarHeight: 47, safeArea: { top: 47, bottom: 810, left: 0, right: 390, width: 390, height: 763 },
}

/** Taro takes only what it finds listed on `wx`; these are answered by the proxy below. */
const LISTED = [
  'onThemeChange', 'offThemeChange', 'onNetworkStatusChange', 'offNetworkStatusChange', 'onAppShow', 'offAppShow', 'onAppHide', 'offAppHide', 'onUserCaptureScreen', 'offUserCaptureScreen', 'onNeedPrivacyAuthorization',
  'getNetworkType', 'getScreenBrightness', 'setScreenBrightness', 'setKeepScreenOn', 'vibrateShort', 'setClipboardData', 'makePhoneCall', 'openLocation', 'getPrivacySetting', 'requirePrivacyAuthorize', 'openPrivacyContract',
  'showToast', 'hideToast', 'showModal', 'showLoading', 'hideLoading', 'setNavigationBarTitle', 'setNavigationBarColor', 'stopPullDownRefresh', 'startPullDownRefresh', 'pageScrollTo', 'hideKeyboard', 'setTabBarBadge', 'removeTabBarBadge',
  'request', 'login', 'checkSession', 'scanCode', 'requestSubscribeMessage', 'getUpdateManager', 'reportEvent',
]

/** Hidden from the code although Node or vm has them: WeChat's service layer does not. */
const ABSENT = 'window,document,navigator,location,fetch,XMLHttpRequest,self,frames,global,Buffer,process'

function tool(name) {
  const file = path.join(COMPILER, 'bin', process.platform === 'darwin' ? 'mac' : 'linux', name)
  fs.chmodSync(file, 0o755) // npm installs it without its bit when scripts are off
  return file
}

/** @returns {{ warnings: string[], gwx: (page: string) => (data: object) => object, wxss: string[] }}; throws on any fault in wxml, wxs or wxss */
function compile(dist) {
  const files = walk(dist).map((file) => path.relative(dist, file))
  const run = (name, args) => {
    const result = spawnSync(tool(name), args, { cwd: dist, maxBuffer: 1 << 28, encoding: 'utf8' })
    if (result.status !== 0 || /error/i.test(result.stderr)) throw new Error(`${name}: ${result.stderr || result.stdout || result.error}`)
    return result.stdout
  }
  const script = run('wcc', ['-d', ...files.filter((file) => /\.(wxml|wxs)$/.test(file)), '-gn', '$gwx'])
  const warnings = []
  const note = (...parts) => warnings.push(parts.map(String).join(' '))
  const view = vm.createContext({ console: { log: note, warn: note, error: note } })
  view.window = view
  vm.runInContext(script, view)
  const sheets = files.filter((file) => file.endsWith('.wxss') && fs.statSync(path.join(dist, file)).size > 0)
  for (const sheet of sheets) run('wcsc', ['-lc', sheet, ...sheets.filter((other) => other !== sheet)])
  const gwx = (page) => {
    const generate = vm.runInContext('$gwx', view)(page)
    if (!generate) throw new Error(`no wxml for ${page}`)
    return (data) => {
      view.__data = JSON.stringify(data)
      return generate(vm.runInContext('JSON.parse(__data)', view), {}, {})
    }
  }
  return { warnings, gwx, wxss: sheets }
}

/** A chainable wx.createSelectorQuery whose every rectangle is the same. */
function selectorQuery() {
  const rect = { id: '', left: 0, top: 0, right: 300, bottom: 40, width: 300, height: 40, scrollTop: 0, scrollLeft: 0 }
  const callbacks = []
  const asks = new Set(['boundingClientRect', 'fields', 'scrollOffset', 'node', 'context'])
  const exec = (done) => setTimeout(() => {
    for (const callback of callbacks) callback?.(rect)
    done?.(callbacks.map(() => rect))
  }, 0)
  const query = new Proxy({}, {
    get: (_, key) => (key === 'exec' ? exec : (...args) => {
      if (asks.has(key)) callbacks.push(args.find((arg) => typeof arg === 'function'))
      return query
    }),
  })
  return query
}

function setPath(target, dotted, value) {
  const keys = dotted.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean)
  let at = target
  keys.slice(0, -1).forEach((key, index) => {
    at[key] ??= /^\d+$/.test(keys[index + 1]) ? [] : {}
    at = at[key]
  })
  at[keys.at(-1)] = value
}

/**
 * @param dist    folder of the built package
 * @param wx      functions laid over the stubs, e.g. `createPhone().wx`
 * @param storage what the phone already keeps
 */
function createApp(dist, { wx: given = {}, storage = {}, noGlobalThis = false } = {}) {
  const appJson = JSON.parse(fs.readFileSync(path.join(dist, 'app.json'), 'utf8'))
  const { gwx, warnings } = compile(dist)
  const app = { app: null, pages: [], calls: [], setData: [], errors: [], definitions: {}, components: {}, current: null, appJson, warnings, storage }

  /** Every page of the package, main and subpackages. */
  app.routes = [...appJson.pages, ...(appJson.subPackages ?? appJson.subpackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]

  const drawnPages = new WeakSet()
  const routeOf = (url) => url.replace(/^\//, '').split('?')[0]
  const tabs = new Set((appJson.tabBar?.list ?? []).map(({ pagePath }) => pagePath))
  /** WeChat keeps a tab's page alive behind the others. */
  const keptTabs = new Map()
  /** Why WeChat would not go there. */
  const refusal = (name, { url }) => {
    if (url === undefined) return undefined
    const isTab = tabs.has(routeOf(url))
    if (!app.routes.includes(routeOf(url))) return `page "${routeOf(url)}" is not found`
    if (name === 'switchTab' && !isTab) return 'can not switch to no-tabBar page'
    if (/^(navigateTo|redirectTo)$/.test(name) && isTab) return `can not ${name} a tabbar page`
    if (name === 'navigateTo' && app.pages.length >= 10) return 'webview count limit exceed'
    return undefined
  }
  const navigate = (name, change) => (options = {}) => {
    const why = refusal(name, options)
    if (why === undefined) {
      change(options)
      options.success?.({ errMsg: `${name}:ok` })
    } else {
      app.errors.push(`${name}:fail ${why}`)
      options.fail?.({ errMsg: `${name}:fail ${why}` })
    }
    options.complete?.({})
  }
  const entry = () => ({ path: appJson.pages[0], query: {}, scene: 1001 })
  const leave = () => {
    const page = app.pages.pop()
    if (keptTabs.get(page?.route) === page) keptTabs.delete(page?.route)
    page?.onUnload?.()
  }
  const showTab = ({ url }) => {
    while (app.pages.length > 0 && !tabs.has(app.pages.at(-1).route)) leave()
    const from = app.pages.pop()
    const to = keptTabs.get(routeOf(url))
    if (from !== to) from?.onHide?.()
    app.pages.length = 0
    if (!to) return app.open(url)
    app.pages.push(to)
    return to.onShow?.()
  }
  const observer = () => {
    const one = { relativeTo: () => one, relativeToViewport: () => one, observe() {}, disconnect() {} }
    return one
  }
  const answer = (name, options) => {
    if (/^(on|off)[A-Z]/.test(name)) return
    app.calls.push([name, options])
    options?.success?.({ errMsg: `${name}:ok` })
    options?.complete?.({})
  }
  const base = {
    canIUse: () => true, getSystemInfoSync: () => INFO, getSystemInfo: (options) => options?.success?.(INFO), getWindowInfo: () => INFO, getAppBaseInfo: () => INFO, getDeviceInfo: () => INFO,
    ...Object.fromEntries(LISTED.map((name) => [name, (options = {}) => answer(name, options)])),
    getStorageSync: (key) => storage[key] ?? '',
    setStorageSync: (key, value) => {
      storage[key] = JSON.parse(JSON.stringify(value))
    },
    removeStorageSync: (key) => {
      delete storage[key]
    },
    getStorageInfoSync: () => ({ keys: Object.keys(storage), currentSize: 1, limitSize: 10_240 }),
    getLaunchOptionsSync: entry, getEnterOptionsSync: entry,
    getMenuButtonBoundingClientRect: () => ({ top: 51, bottom: 83, left: 296, right: 383, width: 87, height: 32 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0', envVersion: 'develop', version: '' } }),
    nextTick: (task) => setTimeout(task, 0), createSelectorQuery: selectorQuery, createIntersectionObserver: observer,
    navigateTo: navigate('navigateTo', ({ url }) => app.open(url)),
    switchTab: navigate('switchTab', showTab),
    redirectTo: navigate('redirectTo', ({ url }) => {
      leave()
      app.open(url)
    }),
    reLaunch: navigate('reLaunch', ({ url }) => {
      while (app.pages.length > 0) leave()
      for (const page of keptTabs.values()) page.onUnload?.()
      keptTabs.clear()
      app.open(url)
    }),
    navigateBack: navigate('navigateBack', () => {
      leave()
      app.pages.at(-1)?.onShow?.()
    }),
    ...given,
  }
  const wx = new Proxy(base, {
    get(target, key) {
      if (key in target || typeof key === 'symbol') return target[key]
      return key === 'webpackJsonp' ? undefined : (options = {}) => answer(key, options)
    },
  })

  const sandbox = {
    wx, console: { ...console, error: (...parts) => app.errors.push(parts.map((part) => part?.stack ?? String(part)).join(' ')) }, setTimeout, clearTimeout, setInterval, clearInterval,
    App: (config) => { app.app = Object.assign(config, { globalData: config.globalData ?? {} }) },
    Page: (config) => { app.definitions[app.current] = config },
    Component: (config) => { app.components[app.current] = config },
    Behavior: (config) => config, getApp: () => app.app, getCurrentPages: () => app.pages, requirePlugin: () => ({}), __wxConfig: {},
  }
  const context = vm.createContext(sandbox, { name: 'weapp' })
  if (noGlobalThis) sandbox.globalThis = undefined

  const loaded = {}
  const load = (name) => {
    const file = name.endsWith('.js') ? name : `${name}.js`
    if (loaded[file]) return loaded[file].exports
    const module = (loaded[file] = { exports: {} })
    const source = fs.readFileSync(path.join(dist, file), 'utf8')
    const run = vm.runInContext(`(function(require,module,exports,${ABSENT}){${source}\n})`, context, { filename: file })
    run((other) => load(path.posix.join(path.posix.dirname(file), other)), module, module.exports)
    return module.exports
  }

  const instantiate = (route, options) => {
    app.current = route
    // Opening a page of a subpackage loads the subpackage's own shared files through its page script.
    if (!app.definitions[route]) load(`${route}.js`)
    const definition = app.definitions[route]
    if (!definition) throw new Error(`Page() was not called by ${route}`)
    const page = Object.assign(Object.create(definition), { route, __route__: route, options, data: JSON.parse(JSON.stringify(definition.data ?? {})) })
    page.setData = (data, done) => {
      const text = JSON.stringify(data)
      drawnPages.add(page)
      app.setData.push({ route, bytes: Buffer.byteLength(text), data: JSON.parse(text) })
      for (const [key, value] of Object.entries(JSON.parse(text))) setPath(page.data, key, value)
      setTimeout(() => done?.call(page), 0)
    }
    page.createSelectorQuery = selectorQuery
    page.selectComponent = () => null
    return page
  }

  const expand = (node) => {
    if (typeof node !== 'object') return node
    // Taro nests its own component where the templates end (15 levels).
    if (node.tag === 'wx-comp') node.children = gwx('comp.wxml')({ i: node.attr.i, l: node.attr.l ?? '' }).children
    node.children = (node.children ?? []).map(expand)
    return node
  }
  app.tree = (page) => expand(gwx(`${page.route}.wxml`)(page.data))
  app.textOf = (node) => (typeof node === 'string' ? node : (node.children ?? []).map(app.textOf).join(''))
  /** Every text of the page in reading order, joined by `|`. */
  app.text = (page) => {
    const texts = []
    const visit = (node) => (typeof node === 'string' ? texts.push(node) : node.children.forEach(visit))
    visit(app.tree(page))
    return texts.join('|')
  }
  app.find = (page, matches) => {
    const hits = []
    const visit = (node) => {
      if (typeof node !== 'object') return
      if (node.attr && matches(node)) hits.push(node)
      node.children.forEach(visit)
    }
    visit(app.tree(page))
    return hits
  }
  /** What a screen reader would call a control of this name (its aria-label, else its text); the last one, which lies on top. */
  app.control = (page, name) => {
    const called = (node) => node.attr.ariaLabel || app.textOf(node)
    return app.find(page, (node) => node.attr.ariaRole && node.attr.bindtap && (name instanceof RegExp ? name.test(called(node)) : called(node) === name)).at(-1)
  }
  app.press = async (page, name) => {
    const control = app.control(page, name)
    if (!control) throw new Error(`no control named ${name} on ${page.route}: ${app.text(page)}`)
    await app.fire(page, control)
  }
  app.fire = async (page, node, type = 'tap', detail = {}) => {
    const handler = node.attr[`bind${type}`] ?? node.attr[`catch${type}`]
    if (!handler) throw new Error(`<${node.tag}> has no bind${type} in the compiled wxml`)
    const target = { id: node.attr.id, dataset: { sid: node.attr['data-sid'] }, offsetLeft: 0, offsetTop: 0 }
    page[handler]({ type, timeStamp: Date.now(), target, currentTarget: target, mark: {}, detail, touches: [], changedTouches: [] })
    await app.idle()
  }
  app.open = (url) => {
    const [route, search = ''] = url.replace(/^\//, '').split('?')
    const options = Object.fromEntries(search.split('&').filter(Boolean).map((pair) => pair.split('=').map(decodeURIComponent)))
    app.pages.at(-1)?.onHide?.()
    const page = instantiate(route, options)
    app.pages.push(page)
    if (tabs.has(route)) keptTabs.set(route, page)
    page.onLoad?.(options)
    page.onShow?.()
    page.onReady?.()
    return page
  }
  /** The back gesture; on the first page nothing happens. */
  app.back = () => {
    if (app.pages.length > 1) base.navigateBack()
  }
  /** A tap on the tab bar, which WeChat draws. */
  app.tab = (route) => base.switchTab({ url: `/${route}` })
  app.start = async (url = appJson.pages[0]) => {
    load('app.js')
    if (!app.app) throw new Error('App() was not called')
    app.app.onLaunch?.(entry())
    app.app.onShow?.(entry())
    const page = app.open(url)
    await app.drawn(page)
    return page
  }
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  /** Until no setData has come for so many milliseconds; five seconds at most. */
  app.idle = async (quietMs = 60) => {
    for (const end = Date.now() + 5000; Date.now() < end; ) {
      const before = app.setData.length
      await sleep(quietMs)
      if (app.setData.length === before) return
    }
  }
  /** Until a page has drawn for the first time. */
  app.drawn = async (page) => {
    for (const end = Date.now() + 5000; Date.now() < end && !drawnPages.has(page); ) await sleep(10)
    await app.idle()
  }
  /** Waits until the page says something, e.g. after a request; throws with what it says instead. */
  app.until = async (page, says, ms = 5000) => {
    for (const end = Date.now() + ms; !says.test(app.text(page)); await sleep(30)) {
      if (Date.now() > end) throw new Error(`${page.route} never said ${says}: ${app.text(page)}`)
    }
  }
  /** The largest setData of each route, in bytes. */
  app.largest = () => {
    const most = {}
    for (const { route, bytes } of app.setData) most[route] = Math.max(most[route] ?? 0, bytes)
    return most
  }
  return app
}

module.exports = { createApp, compile }
