import { schedulesOf } from '/tmp/w/h1/tools/preview/schedules.ts'
import { ClashIndex } from '/tmp/w/h1/src/shared/schedule/clash-index.ts'
const members = { groupsOf: () => [], devicesOf: () => new Set() }
const run = (name, rows) => {
  for (let i = 0; i < 2; i++) {
    const t = performance.now()
    const index = new ClashIndex(rows, members)
    const t1 = performance.now()
    const all = index.all(Date.now())
    console.log(name, 'index', (t1 - t).toFixed(1), 'all', (performance.now() - t1).toFixed(1), 'clashing', all.size)
  }
}
const rows = schedulesOf(Date.now(), 5000).map((v) => ({ id: v.id, data: v.data }))
run('typical', rows)
let k = 0
const R = (n) => (k = (k * 1103515245 + 12345) % 2147483648) % n
run('random 500 devices', rows.map((r, i) => ({ id: r.id, data: { ...r.data, deviceIds: [`d${R(500)}`, `d${R(500)}`] } })))
run('all on one device', rows.map((r) => ({ id: r.id, data: { ...r.data, deviceIds: ['d1'] } })))
