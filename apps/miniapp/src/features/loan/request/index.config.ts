export default definePageConfig({ navigationBarTitleText: '填写融资需求' })
