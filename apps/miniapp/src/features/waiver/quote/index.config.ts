export default definePageConfig({ navigationBarTitleText: '条款和金额' })
