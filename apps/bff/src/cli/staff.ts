import { StaffRole } from '@xinhui/contract'
import type { Ctx } from '../context'
import type { Database } from '../db/client'
import { createStaff, type StaffSecrets } from '../modules/identity/create-staff'
import { newPassword } from '../modules/identity/password'
import { resetStaff } from '../modules/identity/reset-staff'
import { type Call, type Command, optionText, type Outcome, takePositionals, UsageError } from './command'
import { withService } from './with-service'

type Act = (ctx: Ctx, database: Database) => Promise<Outcome>

/** Secrets are drawn here and shown once; nobody chooses a password for somebody else. */
function shown(username: string, password: string, secrets: StaffSecrets): Outcome {
  const text = `username  ${username}\npassword  ${password}\nTOTP      ${secrets.totpSecret}\n          ${secrets.otpauthUri}\n\nShown once: hand them over safely. The password is at least 12 characters and may be reset with staff reset.\n`
  return { exit: 0, json: { username, password, ...secrets }, text }
}

function planCreate(call: Call): Act {
  const username = optionText(call, 'username')
  const displayName = optionText(call, 'name')
  const names = (optionText(call, 'roles') ?? '').split(',').filter(Boolean)
  if (!username || !displayName || names.length === 0) throw new UsageError('--username, --name and --roles are needed')
  const roles = names.map((name) => {
    const role = StaffRole.safeParse(name)
    if (!role.success) throw new UsageError(`"${name}" is no role; there are ${StaffRole.options.join(', ')}`)
    return role.data
  })
  const password = newPassword()
  const scope = { merchantId: optionText(call, 'merchant') ?? null, lenderId: optionText(call, 'lender') ?? null }
  return async (ctx) => shown(username, password, await createStaff({ ctx, input: { username, displayName, roles, password, ...scope } }))
}

function planReset(call: Call): Act {
  const username = optionText(call, 'username')
  if (!username) throw new UsageError('--username is needed')
  const password = newPassword()
  return async (ctx) => shown(username, password, await resetStaff({ ctx, input: { username, password } }))
}

const list: Act = async (_ctx, database) => {
  const rows = await database.query('SELECT username, display_name AS "displayName", array_to_string(roles, \',\') AS roles, active, locked_until::text AS "lockedUntil" FROM staff ORDER BY username')
  const line = (r: Record<string, unknown>) => `${String(r['username']).padEnd(16)} ${String(r['roles']).padEnd(24)} ${r['active'] === true ? '' : 'inactive '}${r['lockedUntil'] === null ? '' : 'locked '}${String(r['displayName'])}`
  return { exit: 0, json: rows, text: rows.length === 0 ? 'there are no console accounts\n' : `${rows.map(line).join('\n')}\n` }
}

function plan(call: Call): Act {
  const [verb] = takePositionals(call, 'create|reset|list')
  if (verb === 'create') return planCreate(call)
  if (verb === 'reset') return planReset(call)
  if (verb === 'list') return list
  throw new UsageError(`"${verb ?? ''}" is none of create, reset, list`)
}

export const staffCommand: Command = {
  help: `staff create --username <name> --name <display name> --roles <role,…> [--merchant mer_…] [--lender len_…]
staff reset --username <name>
staff list

Console accounts. Password and one-time code secret are drawn at random and shown once; there is no default account.
Roles: ${StaffRole.options.join(', ')}. An auditor holds no other role; a merchant-owner needs --merchant, a
lender-officer --lender. reset also unlocks the account and ends its sessions.

  npm run -s credit -- staff create --username wang.li --name 王丽 --roles steward
`,
  options: { username: { type: 'string' }, name: { type: 'string' }, roles: { type: 'string' }, merchant: { type: 'string' }, lender: { type: 'string' } },
  run(call) {
    const act = plan(call)
    return withService(call, act)
  },
}
