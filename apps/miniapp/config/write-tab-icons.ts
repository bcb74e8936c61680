import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { icons } from '../src/components/icon/icons'
import { colours } from '../src/styles/tokens'
import { outlinePng } from './outline'

/** Writes `src/assets/tabs/*.png` from the icon set and the tokens: `npx tsx apps/miniapp/config/write-tab-icons.ts`. */
const folder = path.resolve(__dirname, '../src/assets/tabs')
mkdirSync(folder, { recursive: true })

for (const name of ['home', 'perk', 'bank', 'person'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    for (const on of [false, true]) {
      const file = `${name}${theme === 'dark' ? '-dark' : ''}${on ? '-on' : ''}.png`
      const colour = colours[theme][on ? 'accent' : 'ink-2']
      writeFileSync(path.join(folder, file), outlinePng({ path: icons[name], colour, side: 81, stroke: on ? 2 : 1.6 }))
    }
  }
}
