export default definePageConfig({ navigationBarTitleText: '评价模型' })
