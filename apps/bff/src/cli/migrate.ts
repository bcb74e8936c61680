import { readConfig } from '../config'
import { openDatabase } from '../service'
import { type Command, takePositionals } from './command'

export const migrateCommand: Command = {
  help: `migrate

Brings the database to this version: DATABASE_URL, or the embedded one in DATA_DIR. Running it again changes nothing;
of several at once, one migrates and the others wait.

  DATABASE_URL=postgres://… npm run -s credit -- migrate
`,
  options: {},
  async run(call) {
    takePositionals(call)
    const config = readConfig(call.env)
    const database = await openDatabase(config)
    try {
      await database.migrate()
      return { exit: 0, json: { database: database.kind, migrated: true }, text: `the ${database.kind} database is up to date\n` }
    } finally {
      await database.close()
    }
  },
}
