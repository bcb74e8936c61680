export default definePageConfig({ navigationBarTitleText: '撤回和更正的公示' })
