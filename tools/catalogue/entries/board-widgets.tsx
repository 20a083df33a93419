import type { ComponentType } from 'react'
import type { WidgetType } from '../../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import type { WidgetProps } from '../../../src/renderer/features/wallboards/board/widget-types.ts'
