// Sends files a few at a time; each job is {file, send(): Promise}. The order of picking is kept.
export class UploadQueue {
  constructor(atOnce = 2) {
    this.atOnce = atOnce
    this.waiting = []
    this.running = 0
  }

  /** Adds a job; the promise settles as its own. */
  add(send) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ send, resolve, reject })
      this.next()
    })
  }

  next() {
    if (this.running >= this.atOnce || !this.waiting.length) return
    const job = this.waiting.shift()
    this.running++
    Promise.resolve()
      .then(job.send)
      .then(job.resolve, job.reject)
      .finally(() => {
        this.running--
        this.next()
      })
  }
}

/** "8.4 MB", as the server writes it. */
export function sizeInWords(bytes) {
  if (bytes === 1) return "1 byte"
  const units = ["bytes", "kB", "MB", "GB"]
  let at = 0
  let size = bytes
  while (size >= 1000 && at < units.length - 1) {
    size /= 1000
    at++
  }
  return `${at > 1 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[at]}`
}
