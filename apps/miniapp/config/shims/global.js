// WeChat's older script engines have no globalThis; libraries only probe it.
const empty = {}
export { empty as globalThis }
