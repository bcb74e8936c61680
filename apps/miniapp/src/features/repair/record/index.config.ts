export default definePageConfig({ navigationBarTitleText: '这条记录怎么修复' })
