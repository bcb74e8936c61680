/** A file's name as lists may show it: no folders, no invisible characters. */
export const shownName = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').split(/[\\/]/).at(-1)?.slice(0, 200) || '未命名'
