/** Joins what is there: `classNames('tag', done && 'tag--green')`. */
export const classNames = (...parts: (string | false | undefined)[]): string => parts.filter((part) => typeof part === 'string' && part !== '').join(' ')
