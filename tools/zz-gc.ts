import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { electronPath } from './bench/app-process.ts'
const child = spawn(electronPath(), ['--no-sandbox', '--js-flags=' + process.env['F'], process.cwd()], { env: { ...process.env, OUTPOST_READY_LINE: '1', OUTPOST_UNATTENDED: '1', OUTPOST_PROFILE_DIR: '/tmp/z/p9profile' }, stdio: ['ignore', 'pipe', 'pipe'] })
let all = ''; let t0 = Date.now()
const hear = (c: Buffer) => { all += c.toString(); if (c.toString().includes('"ready"')) all += '### READY ' + (Date.now() - t0) + '\n' }
child.stdout.on('data', hear); child.stderr.on('data', hear)
await new Promise((r) => setTimeout(r, 3000))
child.kill('SIGTERM'); await new Promise((r) => child.once('exit', r))
writeFileSync('/tmp/z/gc.log', all); process.exit()
