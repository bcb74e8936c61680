import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../../config'

const NAME = 'xinhui_staff'
/** Sent to the login, refresh and session routes only. */
const PATH = '/api/v1/staff/sessions'

const attributes = (config: Config) => ({ path: PATH, httpOnly: true, sameSite: 'Strict' as const, secure: config.publicOrigin?.startsWith('https:') ?? false })

/** The console's refresh token: no script can read it and no other site can make the browser send it. */
export const setStaffCookie = (c: Context, config: Config, to: { refreshToken: string; refreshExpiresAt: Date }) => setCookie(c, NAME, to.refreshToken, { ...attributes(config), expires: to.refreshExpiresAt })

export const readStaffCookie = (c: Context): string | undefined => getCookie(c, NAME)

export const clearStaffCookie = (c: Context, config: Config): void => {
  deleteCookie(c, NAME, attributes(config))
}
