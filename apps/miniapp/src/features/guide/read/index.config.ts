export default definePageConfig({ navigationBarTitleText: '修复指引' })
