// The copy of a draft on this device, kept only until the server has confirmed it.
const PREFIX = "hedgerow-draft:"
const KEPT = 3 * 24 * 60 * 60 * 1000

export class DraftCopy {
  constructor(storage, code, now = () => Date.now()) {
    this.storage = storage
    this.key = PREFIX + code
    this.now = now
  }

  /** Keeps `values` (name to text). A full or forbidden storage is no reason to stop somebody writing. */
  keep(values) {
    try {
      this.storage.setItem(this.key, JSON.stringify({ at: this.now(), values }))
    } catch {
      return false
    }
    return true
  }

  read() {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key))
      return kept && this.now() - kept.at < KEPT ? kept.values : null
    } catch {
      return null
    }
  }

  drop() {
    try {
      this.storage.removeItem(this.key)
    } catch {
      // Nothing was kept then.
    }
  }

  /** Drops every copy whose code is `code` or begins with it and a dash. */
  static forget(storage, code) {
    try {
      for (const key of Object.keys(storage)) {
        if (code && (key === PREFIX + code || key.startsWith(`${PREFIX}${code}-`))) storage.removeItem(key)
      }
    } catch {
      // Storage is forbidden here.
    }
  }

  /** Drops what is too old, whatever it belonged to: a shared computer must not remember. */
  static sweep(storage, now = Date.now()) {
    try {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(PREFIX) && !(now - JSON.parse(storage.getItem(key)).at < KEPT)) storage.removeItem(key)
      }
    } catch {
      // Storage is forbidden here.
    }
  }
}
