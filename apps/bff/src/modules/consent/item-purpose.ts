const PREFIX = 'item:'

/** Purpose of the consent that lets one special class 专项信息 (社保, 公积金 …) of the catalogue be used. */
export const itemPurpose = (item: string): string => `${PREFIX}${item}`

/** The item a purpose names; undefined when it names none. */
export const itemOfPurpose = (purpose: string): string | undefined => (purpose.startsWith(PREFIX) ? purpose.slice(PREFIX.length) : undefined)
