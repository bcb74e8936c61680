import { internalComponents, mergeInternalComponents } from '@tarojs/shared'
import { ADDED, trim } from './attrs.js'

mergeInternalComponents(ADDED)
trim(internalComponents)
