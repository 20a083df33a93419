import { launch } from './bootstrap/launch.ts'
import { runningApp } from './platform/electron-app.ts'

void launch(runningApp, import.meta.dirname)
