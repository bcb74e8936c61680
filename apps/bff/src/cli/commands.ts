import type { Command } from './command'

interface Entry {
  summary: string
  load(): Promise<Command>
}

/** Every command, in the order `help` lists them. Each is loaded only when it is called. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  import: { summary: 'take a file into the city: 双公示, registry, catalogue items, merchants, perks …', load: async () => (await import('./import')).importCommand },
  generate: { summary: 'write the demo city’s files, or a penalty file of any length', load: async () => (await import('./generate')).generateCommand },
  'check-city': { summary: 'check a city folder: city.yaml, catalogue, score models, layouts', load: async () => (await import('./check-city')).checkCityCommand },
  'check-uscc': { summary: 'check unified social credit codes 统一社会信用代码 (GB 32100)', load: async () => (await import('./check-uscc')).checkUsccCommand },
  'check-id': { summary: 'check identity numbers 身份证号 (GB 11643) from standard input', load: async () => (await import('./check-id')).checkIdCommand },
  'working-days': { summary: 'the n-th working day 工作日 after a day', load: async () => (await import('./working-days')).workingDaysCommand },
  'repair-check': { summary: 'when a decision can be repaired 信用修复, and when it ends by itself', load: async () => (await import('./repair-check')).repairCheckCommand },
  'score-explain': { summary: 'an open score, line by line, with record and rule', load: async () => (await import('./score-explain')).scoreExplainCommand },
  recompute: { summary: 'compute every score of an earlier day anew', load: async () => (await import('./recompute')).recomputeCommand },
  'settlement-backfill': { summary: 'post redemptions the subsidy ledger lacks', load: async () => (await import('./settlement-backfill')).settlementBackfillCommand },
  'settlement-check': { summary: 'prove that the subsidy ledger equals the redemptions', load: async () => (await import('./settlement-check')).settlementCheckCommand },
  staff: { summary: 'create, reset and list console accounts', load: async () => (await import('./staff')).staffCommand },
  'demo-code': { summary: 'the demo’s console accounts with the present one-time code', load: async () => (await import('./demo-code')).demoCodeCommand },
  keys: { summary: 'make or rotate the key file', load: async () => (await import('./keys')).keysCommand },
  migrate: { summary: 'bring the database to this version', load: async () => (await import('./migrate')).migrateCommand },
  openapi: { summary: 'print the OpenAPI document', load: async () => (await import('./openapi')).openapiCommand },
}

const WIDTH = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 1

export const overview = (): string => `credit: the operator's commands of Xinhui 信惠

  npm run -s credit -- <command> [options]

${Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(WIDTH)} ${summary}`).join('\n')}
  ${'help'.padEnd(WIDTH)} this text; \`help <command>\` for one command

Every command takes --json and --help.
Exit code: 0 all is well; 1 done, and something was found (rejected rows, an invalid code); 2 wrong usage or not done.
Configuration comes from the environment, as for the service: CITY, DATA_DIR, DATABASE_URL, KEYS_FILE.

Examples:
  npm run -s credit -- import penalties.csv
  npm run -s credit -- check-uscc 91990102MAFT7WP72T
  npm run -s credit -- working-days 2026-09-28 7
`
