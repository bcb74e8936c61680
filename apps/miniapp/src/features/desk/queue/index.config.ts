export default definePageConfig({ navigationBarTitleText: '离线记录' })
