export default definePageConfig({ navigationBarTitleText: '我代表的企业' })
