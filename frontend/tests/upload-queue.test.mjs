// Files travel two at a time, in their order, and one that stops does not stop the others.
import assert from "node:assert/strict"
import { test } from "node:test"
import { UploadQueue, sizeInWords } from "../js/models/upload-queue.js"

test("never more than two at once, in the order of picking", async () => {
  const queue = new UploadQueue(2)
  const begun = []
  let running = 0
  let most = 0
  const job = (name) => async () => {
    begun.push(name)
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    return name
  }
  const names = ["a", "b", "c", "d", "e"]
  assert.deepEqual(await Promise.all(names.map((name) => queue.add(job(name)))), names)
  assert.deepEqual(begun, names)
  assert.equal(most, 2)
})

test("one that stops lets the next one through", async () => {
  const queue = new UploadQueue(1)
  const first = queue.add(() => Promise.reject(new Error("stopped")))
  const second = queue.add(() => "arrived")
  await assert.rejects(first, /stopped/)
  assert.equal(await second, "arrived")
})

test("sizes read as the server writes them", () => {
  assert.deepEqual([900, 180_000, 8_400_000, 96_000_000, 1_200_000_000].map(sizeInWords), ["900 bytes", "180 kB", "8.4 MB", "96 MB", "1.2 GB"])
})
