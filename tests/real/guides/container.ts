// The guide's container: what it is given of the host is enough. A stand-in for the engine does what the options say.
import { expect } from 'vitest'
import { filled } from '#tests/support/guide-blocks.ts'
import { offline, type Surroundings } from './operator-tasks.ts'
import { notRun } from './task.ts'
import { PRODUCT } from './world.ts'

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
