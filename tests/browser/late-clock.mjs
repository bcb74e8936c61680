// Preloaded into the service by `startService(folder, laterBy(days))`: its clock runs ahead, everything else is as it is.
const ahead = Number(process.env.XINHUI_CLOCK_AHEAD_MS ?? 0)
const Real = Date
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead)
    else super(...given)
  }
  static now() {
    return Real.now() + ahead
  }
}
