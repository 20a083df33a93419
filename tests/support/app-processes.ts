import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The processes of a running app that have one job, oldest first: `renderer` for pages, `gpu-process` for drawing. */
export function processesOf(root: number | undefined, type: 'renderer' | 'gpu-process'): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
  const rows = listed.map((line) => line.trim().split(/\s+/))
  const family = new Set([String(root)])
  // Several times: on Linux pages are children of a helper of the app.
  for (let round = 0; round < 3; round += 1) {
    for (const [pid, parent] of rows) if (family.has(parent ?? '')) family.add(pid ?? '')
  }
  return rows
    .filter(([pid, , ...words]) => family.has(pid ?? '') && words.includes(`--type=${type}`))
    .toSorted((a, b) => ageOf(a) - ageOf(b))
    .map(([pid]) => Number(pid))
}

/** Pages are numbered as they are made; process ids are not always given in order. */
function ageOf(words: readonly string[]): number {
  const number = words.find((word) => word.startsWith('--renderer-client-id='))?.split('=')[1]
  return Number(number ?? words[0])
}

/** Time that a process has been busy, in ticks of the kernel; 0 when it has ended. Linux only. */
export function busyTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold spaces; user and system time are the 12th and 13th value behind it.
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(values[11]) + Number(values[12])
  } catch {
    return 0
  }
}
