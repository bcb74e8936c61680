/** Kinds of records that hurt and may be repaired at all. */
export const REPAIRABLE_KINDS: ReadonlySet<string> = new Set(['penalty', 'judgment', 'serious-list', 'abnormal-list'])
