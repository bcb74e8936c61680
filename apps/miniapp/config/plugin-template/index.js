const path = require('node:path')
const { ADDED, trim } = require('./attrs.js')

/** Taro plugin: carries aria-* from React props into the WeChat templates and leaves unused attributes out. H5 needs neither. */
module.exports = (ctx) =>
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.runtimePath = [].concat(platform.runtimePath, path.join(__dirname, 'runtime.js'))
      platform.template.mergeComponents(ctx, ADDED)
      trim(platform.template.internalComponents)
    },
  })
