/** The context partner codes are sealed under: see `SEALED_COLUMNS`. */
export const CODE_SEAL = 'loaded_code.code'
