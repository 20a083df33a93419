/**
 * Runs in the page: notes for every row of the grid that is drawn anew how old the report in it is when it has been painted.
 * A row names the time of its report in a `time` element. What changes while a frame is made is painted at its end, which is
 * before the next task; what changes at another time is painted with the frame that follows.
 */
export const START_PAINT_PROBE = `(() => {
  const samples = []
  let drawn = []
  let isInFrame = false
  let isEnded = false
  const painted = new MessageChannel()
  painted.port1.onmessage = () => {
    const at = performance.timeOrigin + performance.now()
    for (const reportedAt of drawn) samples.push(at - reportedAt)
    drawn = []
  }
  const frameEnd = new MessageChannel()
  frameEnd.port1.onmessage = () => { isInFrame = false }
  // Asked for a frame ahead, so that it is called before whatever else runs in the frame.
  const followFrames = () => {
    if (isEnded) return
    isInFrame = true
    frameEnd.port2.postMessage(null)
    requestAnimationFrame(followFrames)
  }
  requestAnimationFrame(followFrames)
  const observer = new MutationObserver((records) => {
    const tell = () => painted.port2.postMessage(null)
    if (isInFrame) tell()
    else requestAnimationFrame(tell)
    for (const { target } of records) drawn.push(Date.parse(target.dateTime))
  })
  observer.observe(document.querySelector('[role="grid"]'), { attributes: true, attributeFilter: ['datetime'], subtree: true })
  const end = () => {
    isEnded = true
    observer.disconnect()
    return samples
  }
  globalThis.paintProbe = { end }
})()`

export const END_PAINT_PROBE = 'globalThis.paintProbe.end()'

/** Ids of the devices whose rows are on screen. */
export const SHOWN_DEVICES = `Array.from(document.querySelectorAll('[role="grid"] [role="row"] time'), (time) =>
  time.closest('[role="row"]').getAttribute('data-entity-id'))`
