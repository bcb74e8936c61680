import { mergeInternalComponents } from '@tarojs/shared'
import { ARIA } from './attrs.js'

mergeInternalComponents(ARIA)
