import { subPackages, tabs } from './routes'

const h5 = process.env.TARO_ENV === 'h5'
/** WeChat fills `@name` from theme.json for the light and the dark theme; in a browser CSS does that. */
const themed = (name: string, inBrowser: string) => (h5 ? inBrowser : `@${name}`)
const icon = (name: string) => ({ iconPath: themed(name, `assets/tabs/${name}.png`), selectedIconPath: themed(`${name}On`, `assets/tabs/${name}-on.png`) })

export default defineAppConfig({
  pages: [...tabs],
  subPackages: subPackages.map(({ root, pages }) => ({ root, pages: [...pages] })),
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '信惠',
    navigationBarBackgroundColor: themed('bar', '#ffffff'),
    navigationBarTextStyle: themed('barText', 'black'),
    backgroundColor: themed('back', '#f4f6f6'),
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: themed('tabText', '#475553'),
    selectedColor: themed('tabOn', '#0b6b66'),
    backgroundColor: themed('bar', '#ffffff'),
    borderStyle: themed('tabLine', 'white') as 'white',
    list: [
      { pagePath: 'pages/home/index', text: '首页', ...icon('home') },
      { pagePath: 'pages/perks/index', text: '信易+', ...icon('perk') },
      { pagePath: 'pages/finance/index', text: '融资', ...icon('bank') },
      { pagePath: 'pages/me/index', text: '我的', ...icon('person') },
    ],
  },
  // Asked for only by a tap: to sort stores by distance on the phone, or, at a desk whose clerk switched it on, to compare with the store.
  ...(h5 ? {} : { permission: { 'scope.userLocation': { desc: '用来在手机上按距离排列门店；店员开启后，核销时比对离门店的远近' } } }),
  lazyCodeLoading: 'requiredComponents',
  sitemapLocation: 'sitemap.json',
  darkmode: true,
  ...(h5 ? {} : { themeLocation: 'theme.json', __usePrivacyCheck__: true, requiredPrivateInfos: ['getLocation', 'chooseLocation'] }),
})
