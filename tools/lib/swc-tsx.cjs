// dependency-cruiser's swc reader parses every file without JSX, and its other reader needs a TypeScript older than 7.
// Loaded before it (`node --require`), this turns JSX on for .tsx files.
const swc = require('@swc/core')

const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') })
