export default definePageConfig({ navigationBarTitleText: '公共信用综合评价' })
