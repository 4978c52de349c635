// The copy of a draft on this device.
import assert from "node:assert/strict"
import { test } from "node:test"
import { DraftCopy } from "../js/models/draft-copy.js"

const DAY = 24 * 60 * 60 * 1000

class Storage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null
  }
  setItem(key, value) {
    this[key] = value
  }
  removeItem(key) {
    delete this[key]
  }
}

test("what was kept comes back, by its own code only", () => {
  const storage = new Storage()
  new DraftCopy(storage, "k7m2").keep({ body: "Dear Siân" })
  assert.deepEqual(new DraftCopy(storage, "k7m2").read(), { body: "Dear Siân" })
  assert.equal(new DraftCopy(storage, "other").read(), null)
})

test("a confirmed copy is gone", () => {
  const storage = new Storage()
  const copy = new DraftCopy(storage, "k7m2")
  copy.keep({ body: "x" })
  copy.drop()
  assert.equal(copy.read(), null)
})

test("after 3 days it is neither shown nor kept, and nothing else is touched", () => {
  const storage = new Storage()
  new DraftCopy(storage, "old", () => 0).keep({ body: "x" })
  new DraftCopy(storage, "new", () => 3 * DAY).keep({ body: "y" })
  storage.setItem("theme", "dark")
  assert.equal(new DraftCopy(storage, "old", () => 4 * DAY).read(), null)
  DraftCopy.sweep(storage, 4 * DAY)
  assert.deepEqual(Object.keys(storage), ["hedgerow-draft:new", "theme"])
})

test("a browser that forbids storage stops nobody", () => {
  const closed = { getItem: () => { throw new Error("no") }, setItem: () => { throw new Error("no") }, removeItem: () => { throw new Error("no") } }
  const copy = new DraftCopy(closed, "k7m2")
  assert.equal(copy.keep({ body: "x" }), false)
  assert.equal(copy.read(), null)
  copy.drop()
})
