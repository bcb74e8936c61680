import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { renderTokens } from '../src/styles/tokens'

writeFileSync(path.resolve(__dirname, '../src/styles/tokens.css'), renderTokens())
