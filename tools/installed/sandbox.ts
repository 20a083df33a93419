import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What the kernel says of a process of the app. */
export interface JailedProcess {
  readonly pid: number
  /** `browser` is the one that was started. */
  readonly type: string
  readonly uid: number
  /** 2: system calls pass a filter. */
  readonly seccomp: number
  readonly hasNoNewPrivileges: boolean
  /** In hexadecimal; nothing but zeros: none. */
  readonly capabilities: string
  /** It has user ids of its own, as seen from the process that was started. */
  readonly isInOwnNamespace: boolean
  readonly isWithoutSandbox: boolean
}

/** The app's processes, from the one that was started down. */
export function jailOf(root: number): JailedProcess[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(pid)]),
  )
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)
    return pid === root || (parent !== undefined && parent > 0 && isOurs(parent))
  }
  const namespace = readlinkSync(`/proc/${root}/ns/user`)
  return [...parents.keys()].filter(isOurs).flatMap((pid) => {
    try {
      return [readProcess(pid, namespace)]
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function readProcess(pid: number, namespace: string): JailedProcess {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/)
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? ''
  return {
    pid,
    type: words.find((word) => word.startsWith('--type='))?.slice('--type='.length) ?? 'browser',
    uid: Number(field('Uid')),
    seccomp: Number(field('Seccomp')),
    hasNoNewPrivileges: field('NoNewPrivs') === '1',
    capabilities: field('CapEff'),
    isInOwnNamespace: readlinkSync(`/proc/${pid}/ns/user`) !== namespace,
    isWithoutSandbox: words.some((word) => /^--(no-sandbox|disable-.*sandbox)$/.test(word)),
  }
}

/** What is wrong with the sandbox, each a sentence; empty: it is on. */
export function sandboxFaults(processes: readonly JailedProcess[], uid: number): string[] {
  const renderers = processes.filter(({ type }) => type === 'renderer')
  const faults = renderers.length === 0 ? ['there is no process that draws a page'] : []
  for (const { pid, type, ...found } of processes) {
    if (found.uid !== uid) faults.push(`${type} ${pid} runs as user ${found.uid}`)
    if (found.isWithoutSandbox) faults.push(`${type} ${pid} was started without a sandbox`)
  }
  for (const { pid, ...found } of renderers) {
    if (found.seccomp !== 2) faults.push(`renderer ${pid} has no filter of system calls`)
    if (!found.hasNoNewPrivileges) faults.push(`renderer ${pid} may gain rights`)
    if (/[^0]/.test(found.capabilities)) faults.push(`renderer ${pid} has capabilities ${found.capabilities}`)
    if (!found.isInOwnNamespace) faults.push(`renderer ${pid} shares the users of the PC`)
  }
  return faults
}
