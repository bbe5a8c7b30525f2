// The guides' containers: what they are given of the host is enough. A stand-in for the engine does what the options say.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { filled } from '#tests/support/guide-blocks.ts'
import { offline, type Surroundings } from './operator-tasks.ts'
import { notRun } from './task.ts'
import { CHECKOUT } from './machine.ts'
import { FOR_SERVER, PRODUCT } from './world.ts'

/** An image with a machine id of its own and none of the host's files, for a user who is nobody there. */
const ENGINE = `#!/bin/bash -e
[ "$1" = run ]; shift
volumes=() group=
while [[ $1 == --* ]]; do
  case $1 in
    --rm) shift;;
    --volume) volumes+=("$2"); shift 2;;
    --group-add) group=$2; shift 2;;
    *) echo "no option $1" >&2; exit 125;;
  esac
done
shift
kept=$(mktemp -d)
for volume in "\${volumes[@]}"; do
  IFS=: read -r from to _ <<<"$volume"
  place=$kept/\${to//\\//_}
  if [ -d "$from" ]; then mkdir "$place"; else touch "$place"; fi
  mount --bind "$from" "$place"
done
mount -t tmpfs tmpfs /var/lib && mount -t tmpfs tmpfs /usr/local/bin
echo 0123456789abcdef0123456789abcdef >"$kept/id" && mount --bind "$kept/id" /etc/machine-id
for volume in "\${volumes[@]}"; do
  IFS=: read -r from to mode <<<"$volume"
  place=$kept/\${to//\\//_}
  if [ -d "$place" ]; then mkdir -p "$to"; else touch "$to"; fi
  mount --bind "$place" "$to"
  [ "$mode" != ro ] || mount -o remount,ro,bind "$to"
done
exec setpriv --reuid=65534 --regid=65534 --groups="$group" "$@"
`

export async function asksInContainer(surroundings: Surroundings): Promise<void> {
  const { desk } = await offline(surroundings)
  const [block] = notRun('operator').filter(({ section }) => section === 'Containers')
  const command = filled(block?.text ?? '', { IMAGE: 'image', PRODUCT })
  await desk.write('/usr/local/sbin/engine', ENGINE)
  await desk.does(`chmod +x /usr/local/sbin/engine
    printf '#!/bin/sh\\nexec unshare --mount /usr/local/sbin/engine "$@"\\n' >/usr/local/sbin/docker
    chmod +x /usr/local/sbin/docker`)
  expect(await desk.does(command)).toContain('may run')
  // Nothing else would do: another machine id is another machine.
  const without = command.replace(/^.*machine-id.*\n/m, '')
  expect(without).not.toBe(command)
  expect((await desk.shell(without)).status).toBe(1)
}

const CONTAINERFILE = path.resolve(import.meta.dirname, '../../../assets/server/Containerfile')

/** Does what the Containerfile says, on a base with the C library alone. */
const SERVER_ENGINE = `#!/bin/bash -e
image=/srv/image root=/srv/image/root
words() { eval "$1=($(sed -n "s/^$2 \\[\\(.*\\)\\]$/\\1/p" $image/Containerfile | tr -d ,))"; }
of() { sed -n "s/^$1 //p" $image/Containerfile; }
inside() { cd / && exec setpriv --no-new-privs chroot --userspec="$(of USER)" $root env -i PATH=/usr/local/bin "$(of ENV)" "$@"; }
case $1 in
  build)
    [ "$2" = --tag ]; mkdir -p $root/proc $root/dev $root/etc; cp "$4/Containerfile" $image
    read -r mode from to <<<"$(of COPY)"
    install -D --mode="\${mode#--chmod=}" "$4/$from" "$root$to"
    for library in $(ldd "$4/$from" | grep -o '/[^ ]*'); do
      # What the base has: its package lists name these and no other.
      [[ $library =~ /(ld-linux-x86-64|libc|libm|libdl|librt|libpthread|libstdc\\+\\+|libgcc_s)\\.so ]]
      install -D "$(realpath "$library")" "$root$library"
    done
    mkdir -p $root/usr/bin && install /usr/bin/env $root/usr/bin/env;; # what starts it here
  run)
    shift; volumes=() detach=
    while [[ $1 == --* ]]; do
      case $1 in
        --detach) detach=1; shift;;
        --read-only) readonly=1; shift;;
        --volume) volumes+=("$2"); shift 2;;
        --name|--restart|--cap-drop|--security-opt|--publish) shift 2;;
        *) echo "no option $1" >&2; exit 125;;
      esac
    done
    shift
    mount --bind $root $root && mount --rbind /proc $root/proc && mount --rbind /dev $root/dev
    for volume in "\${volumes[@]}"; do
      IFS=: read -r from to <<<"$volume"
      mkdir -p "$root$to" && mount --bind "$from" "$root$to"
    done
    [ -z "$readonly" ] || mount -o remount,ro,bind $root
    words program ENTRYPOINT; words arguments CMD
    [ $# = 0 ] || arguments=("$@")
    inside "\${program[@]}" "\${arguments[@]}";;
  exec) shift 2; inside "$@";;
esac
`

export async function servesInContainer({ world, cleanup }: Surroundings): Promise<void> {
  const server = await world.machine(cleanup)
  const [build, run, command] = notRun('vendor')
    .filter(({ section }) => section === 'Containers')
    .map(({ text }) => filled(text, { CHECKOUT }))
  await server.write('/usr/local/sbin/podman', SERVER_ENGINE)
  await server.write(`${CHECKOUT}/assets/server/Containerfile`, readFileSync(CONTAINERFILE, 'utf8'))
  await server.does(`chmod +x /usr/local/sbin/podman && mkdir -p ${CHECKOUT}/release
    cp -r ${FOR_SERVER} ${CHECKOUT}/release/one-file && cp -r ${FOR_SERVER}/vendor-data /root`)
  await server.does(build ?? '')
  const ping = 'curl --silent --fail http://127.0.0.1:4600/v1/ping'
  await server.background(run ?? '', ping)
  expect(await server.does(command ?? '')).not.toBe('')
  await server.does('curl --silent --fail http://127.0.0.1:4600/readyz')
  // As the image's user, who is nobody else's.
  const facts = await server.does('cat /proc/$(pgrep --uid 65532)/status')
  expect(facts).toMatch(/^Gid:\t65532\t65532\t65532\t65532$/m)
  expect(facts).toMatch(/^NoNewPrivs:\t1$/m)
}
