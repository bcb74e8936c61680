const path = require('node:path')
const { ARIA } = require('./attrs.js')

/** Taro plugin: carries aria-* from React props into the compiled WeChat templates. H5 needs nothing. */
module.exports = (ctx) =>
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.runtimePath = [].concat(platform.runtimePath, path.join(__dirname, 'runtime.js'))
      platform.template.mergeComponents(ctx, ARIA)
    },
  })
