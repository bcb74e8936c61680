/**
 * node smoke.cjs <dist/weapp>
 *
 * Plays the main job in the built WeChat package against the real service: a resident logs in, opens the score, claims a
 * perk and shows the pass, also without network; a clerk on another phone scans it, redeems it, is told when it was used,
 * reverses it. Opens every page besides. Exit code 0 when all is well, 1 when not.
 */
const fs = require('node:fs')
const path = require('node:path')
const { spawnSync } = require('node:child_process')
const { createPlayer, sleep } = require('./player.cjs')
const { readQr } = require('./read-qr.cjs')
const { startService } = require('./service.cjs')

const MOST_BYTES = 64 * 1024
const RESIDENT = '社区志愿者'
const CLERK = '禾岚小馆店员'
const PERK = '堂食折扣'
const PASS_PICTURE = '出示码'
const SHOW = 'features/voucher/show/index'
const DESK = 'features/desk/scan/index'

let passed = 0
const failures = []
const stray = []
process.on('unhandledRejection', (error) => stray.push(`unhandled: ${error?.stack ?? error}`))

class Stop extends Error {}

/** One step; what comes after it in the story needs it, so a failure ends the story. */
async function step(sentence, act) {
  try {
    await act()
    passed += 1
    console.log(`ok   ${sentence}`)
  } catch (error) {
    failures.push(sentence)
    console.error(`FAIL ${sentence}\n     ${error.message}`)
    throw new Stop(sentence)
  }
}
/** One check that nothing else waits for. */
const check = (sentence, act) => step(sentence, act).catch((error) => {
  if (!(error instanceof Stop)) throw error
})
function must(holds, message) {
  if (!holds) throw new Error(message)
}

async function becomeSomebody(player, persona) {
  await player.tap('登录')
  await player.isAt('features/identity/login/index')
  await player.tap(new RegExp(persona))
  await player.isAt('pages/home/index')
  await player.tap('去实名认证')
  await player.tap('填入演示身份')
  must(player.input('身份证号码')?.attr.value?.length === 18, 'the demo identity was not filled in')
  await player.tap('同意并认证')
  await player.isAt('pages/home/index')
}

/** The pass on screen, read off its picture. */
async function passOn(player) {
  await player.sees('收银码', 10_000)
  const uri = player.picture(PASS_PICTURE)
  must(uri, 'no picture of the pass is on the page')
  const text = await readQr(uri)
  must(/^XH1:[0-9A-Z $%*+./:-]{170,}$/.test(text), `the QR code holds no pass: ${text}`)
  return text
}

/** A number as it is written, not as a part of a longer one. */
const numberIn = (text, number) => new RegExp(`(?<![\\d,.])${number}(?![\\d,.])`).test(text)

async function play({ dist, origin, players }) {
  const resident = createPlayer(dist, origin)
  const clerk = createPlayer(dist, origin)
  players.push(resident, clerk)
  const people = (await (await fetch(`${origin}/api/v1/demo/personas`)).json()).items
  const who = people.find(({ title }) => title === RESIDENT)
  let shown
  let pass
  let receiptNo

  await step('the app opens and asks nobody to log in before saying what it is', async () => {
    await resident.app.start()
    await resident.sees('守信的人，处处方便')
  })
  await step('a resident logs in as a demo persona and proves the real name', async () => {
    await becomeSomebody(resident, RESIDENT)
    await resident.sees('要不要开通信用分')
  })
  await step('the score is not opened without consent', async () => {
    await resident.tap('开通信用分')
    await resident.sees('用到的信息')
    await resident.tap('同意并开通')
    must(resident.top().route === 'features/score/open/index', 'it went on without the checkbox')
    must(!resident.phone.requests.some((one) => one.method === 'POST' && /\/me\/score$/.test(one.path)), 'the score was asked for without the checkbox')
  })
  await step('with the checkbox it is opened, and each point is accounted for', async () => {
    await resident.tap('我已读过，同意以上授权')
    await resident.tap('同意并开通')
    await resident.isAt('features/score/detail/index')
    await resident.sees('合计')
    const { score } = resident.answer('GET', /\/me\/score$/)
    must(score.lines.reduce((sum, line) => sum + line.pointsCenti, 0) === score.totalCenti, 'the lines do not add up to the number')
    shown = (score.totalCenti / 100).toLocaleString('en-US')
    must(numberIn(resident.read(), shown), `the number ${shown} is not on the page`)
  })
  await step('home shows the number', async () => {
    await resident.back()
    await resident.isAt('pages/home/index')
    await resident.sees('看每一分从哪来')
    must(numberIn(resident.read(), shown), `home does not say ${shown}: ${resident.read()}`)
  })
  await step('信易+ lists the perk and says whether one gets it', async () => {
    resident.app.tab('pages/perks/index')
    await resident.sees(PERK)
    await resident.tap(new RegExp(PERK))
    await resident.sees('禾岚小馆')
    await resident.sees('您享这一档')
  })
  await step('two taps on 领取 claim one voucher', async () => {
    await resident.tapTwice('领取')
    await resident.isAt(SHOW)
    const claims = resident.phone.requests.filter((one) => one.method === 'POST' && /\/vouchers$/.test(one.path))
    must(claims.length === 1, `${claims.length} claims were sent`)
  })
  await step('the pass is a QR code that a foreign decoder reads, one of those the service signed', async () => {
    pass = await passOn(resident)
    const { passes } = resident.answer('POST', /\/vouchers\/[^/]+\/passes$/)
    must(passes.some(({ text }) => text === pass), 'the service never gave this pass')
  })
  await step('the screen is bright and stays on while the pass is shown', async () => {
    const { brightness, keptOn } = resident.phone.screen
    must(brightness === 1 && keptOn, `brightness ${brightness}, kept on: ${keptOn}`)
  })
  await step('away from the pass the screen is as before, and back on it bright again', async () => {
    await resident.back()
    const { brightness, keptOn } = resident.phone.screen
    must(brightness === 0.4 && !keptOn, `brightness ${brightness}, kept on: ${keptOn}`)
    await resident.tap('去出示')
    await resident.isAt(SHOW)
    await passOn(resident)
    must(resident.phone.screen.brightness === 1, 'it stayed dark')
  })
  await step('without network the pass goes on, and says so', async () => {
    resident.phone.offline = true
    await resident.sees('离线可用', 15_000)
    pass = await passOn(resident)
  })
  await step('the app killed and opened again without network still comes to the pass', async () => {
    const later = createPlayer(dist, origin, resident.storage)
    players.push(later)
    later.phone.offline = true
    await later.app.start()
    await later.tap('出示码')
    await later.isAt('features/voucher/list/index')
    await later.tap(new RegExp(`${PERK}.*出示`))
    await later.isAt(SHOW)
    await passOn(later)
    await later.sees('离线可用', 15_000)
    await later.back()
  })

  await step('a clerk logs in and opens the desk', async () => {
    await clerk.app.start()
    await becomeSomebody(clerk, CLERK)
    clerk.app.tab('pages/me/index')
    clerk.phone.camera.push(pass = await passOn(resident))
    await clerk.tap(/商户工作台/)
    await clerk.isAt(DESK)
  })
  await step('the clerk scans the resident’s screen and is told what to do', async () => {
    const told = await clerk.sees(/(?<!不)可核销/)
    must(told.includes(PERK) && told.includes('现在请'), `no perk or nothing to do: ${told}`)
  })
  await step('the clerk redeems it, two taps redeem once, and holds a receipt', async () => {
    await clerk.tapTwice('没有店内活动，确认核销')
    const told = await clerk.sees('已核销')
    receiptNo = /凭据号\|(\d{14})/.exec(told)?.[1]
    must(receiptNo, `no number on the receipt: ${told}`)
    const redemptions = clerk.phone.requests.filter((one) => one.method === 'POST' && /\/desk\/redemptions$/.test(one.path))
    must(redemptions.length === 1, `${redemptions.length} redemptions were sent`)
  })
  await step('back in the network the resident’s page turns to 已使用 by itself, with the same receipt', async () => {
    resident.phone.offline = false
    const told = await resident.sees('已使用', 75_000)
    must(told.includes(receiptNo), `another receipt than ${receiptNo}: ${told}`)
    must(resident.phone.screen.brightness === 0.4, 'the screen stayed bright')
  })
  await step('scanned a second time it is refused, with when and where it was used', async () => {
    clerk.phone.camera.push(pass)
    await clerk.tap('继续扫码')
    const told = await clerk.sees('不可核销')
    const { usedAt, usedStoreName } = clerk.answer('POST', /\/desk\/checks$/)
    must(usedAt && usedStoreName, 'the service does not say when and where')
    must(/使用时间\|[^|]*\d\d:\d\d/.test(told), `not when: ${told}`)
    must(told.includes(`使用门店|${usedStoreName}`), `not where: ${told}`)
    must(!clerk.app.control(clerk.top(), /确认核销/), 'it could still be confirmed')
  })
  await step('a code that is no pass is refused', async () => {
    clerk.phone.camera.push('https://example.com/coupon')
    await clerk.tap('继续扫码')
    await clerk.sees('不可核销')
  })
  await step('without network the desk verifies the pass itself and remembers what this phone redeemed', async () => {
    clerk.phone.offline = true
    clerk.phone.camera.push(pass)
    await clerk.tap('继续扫码')
    const told = await clerk.sees('不可核销')
    must(told.includes('这部手机') && told.includes('核销过这张券'), `not that this phone redeemed it: ${told}`)
    clerk.phone.offline = false
    clerk.phone.camera.push(pass)
    await clerk.tap('继续扫码')
    await clerk.sees('使用门店')
  })
  await step('the clerk reverses the redemption, with a reason', async () => {
    await clerk.tap('今日核销')
    await clerk.tap(new RegExp(PERK))
    await clerk.tap('撤销核销')
    await clerk.tap('确认撤销')
    await clerk.sees('请写明原因')
    await clerk.type('撤销原因', '顾客改用其他优惠')
    await clerk.tap('确认撤销')
    const told = await clerk.sees('已撤销')
    must(told.includes('顾客改用其他优惠'), `the reason is not on the receipt: ${told}`)
  })
  await step('the resident reads the reversal and has the voucher back', async () => {
    await resident.tap('看我的券')
    await resident.isAt('features/voucher/list/index')
    await resident.tap(/使用记录/)
    await resident.tap(new RegExp(PERK))
    const told = await resident.sees('已撤销')
    must(told.includes(receiptNo) && told.includes('顾客改用其他优惠'), `number or reason are missing: ${told}`)
    await resident.tap('看这张券')
    await resident.isAt(SHOW)
    must((await passOn(resident)) !== pass, 'the used pass is shown again')
  })
  await step('the clerk’s phone was told no name, no ID number and no score', async () => {
    const desk = [...clerk.seen].filter((text) => text.startsWith('features/desk/'))
    must(desk.length >= 5, 'the desk was hardly read')
    const handed = clerk.app.setData.filter(({ route }) => route.startsWith('features/desk/')).map(({ data }) => JSON.stringify(data))
    const answers = clerk.phone.requests.filter((one) => /\/desk\b/.test(one.path)).map((one) => one.text)
    const { score } = resident.answer('GET', /\/me\/score$/)
    const secrets = [who.name, `${who.name[0]}*`, who.idNumber, who.idNumber.slice(0, 6), score.gradeTitle]
    for (const text of [...desk, ...handed, ...answers]) {
      for (const secret of secrets) must(!text.includes(secret), `“${secret}” is in ${text}`)
      must(!numberIn(text, shown) && !/totalCenti|gradeTitle|maskedName|maskedIdNumber/.test(text), `the score or the person is in ${text}`)
    }
  })
  return { resident, clerk }
}

/** Every page once more, as one who is logged in sees it. */
async function visitAll({ resident, clerk, origin }) {
  const { voucherId, redemptionId } = { ...resident.answer('GET', /\/me\/receipts\/[^/]+$/) }
  const perkId = resident.answer('GET', /\/perks\/[^/]+$/).perkId
  const found = await (await fetch(`${origin}/api/v1/organizations?search=${encodeURIComponent('禾岚')}`)).json()
  must(found.items?.length > 0, 'the search finds no firm')
  const search = `?voucherId=${voucherId}&redemptionId=${redemptionId}&perkId=${perkId}&uscc=${found.items[0].uscc}`
  for (const route of resident.app.routes) {
    const player = route.startsWith('features/desk/') ? clerk : resident
    const page = player.app.open(`/${route}${search}`)
    await player.app.drawn(page)
    await player.app.idle(250)
    const text = player.read()
    must(text.length > 10, `${route} draws nothing`)
    must(!/没有网络|页面出了点问题|找不到/.test(text), `${route} says: ${text}`)
    for (const node of player.app.find(page, ({ attr }) => attr.ariaRole === 'button')) must(node.attr.ariaLabel || player.app.textOf(node).trim() !== '', `${route} has a button without a name`)
  }
}

async function main() {
  const dist = path.resolve(process.argv[2] ?? '')
  if (!process.argv[2] || !fs.existsSync(path.join(dist, 'app.json'))) {
    console.error('usage: node smoke.cjs <folder of the built mini-program>')
    process.exit(2)
  }
  const players = []
  let service
  await check('every page opens without network and without login (pages.cjs)', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'pages.cjs'), dist], { encoding: 'utf8' })
    must(status === 0, `${stderr}${stdout.split('\n').at(-2)}`)
  })
  try {
    await step('the service starts', async () => {
      service = await startService()
    })
    const story = await play({ dist, origin: service.origin, players })
    await check('every page shows its content to one who is logged in', () => visitAll({ ...story, origin: service.origin }))
  } catch (error) {
    if (!(error instanceof Stop)) stray.push(error.stack)
  }
  await check('no template is missing and nothing failed behind the pages', () => {
    const faults = [...stray, ...players.flatMap(({ app }) => [...app.warnings, ...app.errors])]
    must(faults.length === 0, [...new Set(faults)].join('\n     '))
  })
  await check(`no setData hands over more than ${MOST_BYTES / 1024} KB`, () => {
    const largest = {}
    for (const { app } of players) for (const [route, bytes] of Object.entries(app.largest())) largest[route] = Math.max(largest[route] ?? 0, bytes)
    for (const [route, bytes] of Object.entries(largest)) console.log(`     ${route}: ${bytes} bytes`)
    for (const [route, bytes] of Object.entries(largest)) must(bytes <= MOST_BYTES, `${route} hands over ${bytes} bytes`)
  })
  if (service) {
    await check('the service stops cleanly on Ctrl-C', async () => {
      const code = await Promise.race([service.stop(), sleep(30_000).then(() => 'no exit after 30 s')])
      must(code === 0, `exit: ${code}`)
    })
  }
  console.log(`${passed} passed, ${failures.length} failed`)
  process.exit(failures.length === 0 ? 0 : 1)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
