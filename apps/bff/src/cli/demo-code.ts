import { readConfig } from '../config'
import { demoFilePath, readDemoRecord } from '../modules/demo/demo-file'
import { totpCode, totpStep } from '../modules/identity/totp'
import { type Command, takePositionals } from './command'

export const demoCodeCommand: Command = {
  help: `demo-code

The demo's console accounts with password and present one-time code. Both were drawn at random for this installation and
are kept in DATA_DIR/demo.json, readable by its owner only. A code works once; the next comes within 30 seconds.

  npm run -s credit -- demo-code
`,
  options: {},
  run(call) {
    takePositionals(call)
    const config = readConfig(call.env)
    const record = readDemoRecord(config.dataDir)
    if (!record) throw new Error(`there is no demo in ${config.dataDir} (${demoFilePath(config.dataDir)} is missing); start it with npm start`)
    const now = new Date()
    const secondsLeft = 30 - Math.floor((now.getTime() / 1000) % 30)
    const accounts = record.staff.flatMap(({ username, displayName, roles, password, totpSecret }) =>
      totpSecret ? [{ username, displayName, roles, password, totpCode: totpCode(totpSecret, totpStep(now)) }] : [],
    )
    const lines = accounts.map((a) => `${a.username.padEnd(10)} ${a.password}  ${a.totpCode}  ${a.displayName}`)
    return { exit: 0, json: { accounts, secondsLeft }, text: `${lines.join('\n')}\nthe codes change in ${secondsLeft} s\n` }
  },
}
