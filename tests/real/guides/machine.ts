// A machine of a guide: this system's programs over an empty disk, a network of its own, and nothing of this process's
// environment. What is written there is gone with it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Cleanup } from '#tests/support/temporary.ts'
import type { CliRun } from '#tests/support/cli.ts'
import { run } from '../one-file/build.ts'

const repository = path.resolve(import.meta.dirname, '../../..')
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** Where the machine of the vendor's developers has the sources. */
export const CHECKOUT = '/srv/activation-desk'
/** What somebody brought on a drive. */
export const MEDIA = '/media'

/** $0: an empty folder; $1: the repository; $2: `checkout`, if it is there; $3: what lies on the drive;
 * $4: `systemd`, if that is its first process, in the group of processes $5, with hands off this system’s kernel;
 * $6: what another one left on its disk. */
const SET_UP = `
mount -t tmpfs tmpfs "$0" && cd "$0" && mkdir upper work root sources sources-work
[ -z "$6" ] || cp --archive "$6/." upper
mount -t overlay overlay -o "lowerdir=/,upperdir=$0/upper,workdir=$0/work" root
mount -t proc proc root/proc && mount -t tmpfs -o mode=755 tmpfs root/dev
for node in null zero full random urandom tty; do touch root/dev/$node; mount --bind /dev/$node root/dev/$node; done
ln -s /proc/self/fd root/dev/fd && mkdir root/dev/pts root/dev/shm root/dev/mqueue
mount -t devpts -o newinstance,ptmxmode=666 devpts root/dev/pts && ln -s pts/ptmx root/dev/ptmx
mount -t tmpfs tmpfs root/dev/shm
for empty in tmp run root srv mnt media; do mount -t tmpfs -o mode=755 tmpfs root/$empty; done
chmod 1777 root/tmp
if [ -z "$6" ]; then
  rm -rf root/usr/local/bin/* root/usr/local/sbin/* root/var/lib/activation-* root/etc/systemd/system/activation-*
fi
rm -f root/var/lib/dbus/machine-id && tr -d - </proc/sys/kernel/random/uuid >root/etc/machine-id
if [ -n "$3" ]; then mount --bind "$3" root/media; fi
if [ "$2" = checkout ]; then
  mkdir root/srv/activation-desk
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$0/sources,workdir=$0/sources-work" root/srv/activation-desk
elif [ -d "root$1" ]; then mount -t tmpfs tmpfs "root$1"; fi # where it is below /tmp it is not there
ip link set lo up
if [ "$4" = systemd ]; then
  mkdir groups && mount -t cgroup2 cgroup2 groups && mkdir "groups/$5" && echo 0 > "groups/$5/cgroup.procs" && umount groups
  mount -t sysfs sysfs root/sys && mount --bind root/proc/sys root/proc/sys && mount -o remount,ro,bind root/proc/sys
  echo ready
  exec unshare --cgroup /bin/sh -ec 'mount -t cgroup2 cgroup2 root/sys/fs/cgroup && mount -o remount,ro,bind root/sys
    exec env -i container=guide "PATH=$PATH" setpriv --bounding-set=-sys_module,-sys_time chroot root \
      /lib/systemd/systemd --unit=basic.target --show-status=0'
fi
echo ready
exec sleep infinity`

/** $0: an empty folder; $1: the name of the group of processes, which are gone or about to be. */
const REMOVE_GROUP = `mount -t cgroup2 cgroup2 "$0"
for again in 1 2 3 4 5 6 7 8 9; do
  find "$0/$1" -depth -type d -exec rmdir {} + 2>/dev/null && exit 0
  sleep 0.1
done`

interface MachineOptions {
  /** Its network is this one's; left out, it has one of its own, with nobody else in it. */
  readonly near?: Machine
  readonly checkout?: boolean
  readonly media?: string
  readonly systemd?: boolean
  /** Begins with the disk of another one, as `saveDisk` did. */
  readonly from?: string
}

export class Machine {
  readonly #holder: ChildProcess
  readonly #folder: string

  readonly hasSystemd: boolean

  private constructor(holder: ChildProcess, folder: string, hasSystemd: boolean) {
    this.#holder = holder
    this.#folder = folder
    this.hasSystemd = hasSystemd
  }

  /** Why there can be none here; null: there can. */
  static hindrance(): string | null {
    if (process.platform !== 'linux' || process.arch !== 'x64') return 'a machine of the guides is linux-x64'
    if (process.getuid?.() !== 0) return 'a machine of the guides needs root: accounts, mounts, port 443'
    const { status } = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true'])
    return status === 0 ? null : 'a machine of the guides needs “unshare --mount --net --pid”'
  }

  /** Why systemd cannot be its first process; null: it can. */
  static systemdHindrance(): string | null {
    if (!existsSync('/lib/systemd/systemd')) return 'there is no systemd to be the first process'
    const groups = [
      '--mount',
      '/bin/sh',
      '-ec',
      'mount -t cgroup2 cgroup2 /mnt && mkdir /mnt/guides && rmdir /mnt/guides',
    ]
    const { status } = spawnSync('unshare', groups)
    return status === 0 ? null : 'systemd as the first process needs cgroup2 that may be written'
  }

  static async start(cleanup: Cleanup, options: MachineOptions = {}): Promise<Machine> {
    const { near, checkout, systemd = false } = options
    const folder = cleanup.folder('activation-machine-')
    const own = ['--mount', '--pid', '--uts', '--ipc', ...(near ? [] : ['--net'])]
    const apart = ['unshare', ...own, '--fork', '--kill-child']
    const group = path.basename(folder)
    const words = [...(near ? near.#enter(['--net']) : []), ...apart, '/bin/sh', '-ec', SET_UP]
    const asked = [checkout ? 'checkout' : '', options.media ?? '', systemd ? 'systemd' : '']
    const given = [folder, repository, ...asked, group, options.from ?? '']
    const holder = spawn('/usr/bin/env', [...words, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH },
    })
    const ended = once(holder, 'exit')
    cleanup.add(async () => {
      if (holder.exitCode === null) holder.kill('SIGKILL') // and with it all that runs there
      await ended
      if (systemd) spawnSync('unshare', ['--mount', '/bin/sh', '-ec', REMOVE_GROUP, folder, group])
    })
    const lines = createInterface({ input: holder.stdout })
    const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?]
    if (line !== 'ready') throw new Error('the machine did not start')
    const machine = new Machine(holder, folder, systemd)
    if (systemd) await machine.does('until systemctl is-active basic.target; do sleep 0.1; done')
    return machine
  }

  /** Types this into a shell that ends at the first command that fails. */
  shell(script: string, { account = 'root', input = '', cwd }: ShellOptions = {}): Promise<CliRun> {
    const shell =
      account === 'root'
        ? ['/bin/sh', '-ec', `cd ${cwd ?? '/root'}\n${script}`]
        : ['/usr/sbin/runuser', '-l', account, '-c', `set -e\n${script}`]
    // What only systemd as the first process can do, systemctl leaves out by itself.
    const clean = [
      'env',
      '-i',
      `PATH=${PATH}`,
      'HOME=/root',
      'LANG=C.UTF-8',
      ...(this.hasSystemd ? [] : ['SYSTEMD_OFFLINE=1']),
    ]
    const inside = ['chroot', path.join(this.#folder, 'root'), ...clean, ...shell]
    return run([...this.#enter(['--net', '--mount', '--pid']), ...inside], [], { input, env: { PATH } })
  }

  /** Fails the test with what was printed, unless it ends with 0. */
  async does(script: string, options?: ShellOptions): Promise<string> {
    const { status, stdout, stderr } = await this.shell(script, options)
    if (status !== 0) throw new Error(`exit ${status} of\n${script}\n${stdout}\n${stderr}`)
    return stdout
  }

  async write(file: string, text: string): Promise<void> {
    await this.does(`mkdir -p "$(dirname '${file}')" && cat > '${file}'`, { input: text })
  }

  read(file: string): Promise<string> {
    return this.does(`cat '${file}'`)
  }

  /** Copies what was written on its disk into this folder, which is not there yet. */
  async saveDisk(folder: string): Promise<void> {
    const copy = ['cp', '--archive', path.join(this.#folder, 'upper'), folder]
    const { status, stderr } = await run([...this.#enter(['--mount']), ...copy], [], { env: { PATH } })
    if (status !== 0) throw new Error(stderr)
  }

  /** Goes on until the machine ends. Resolves when `ready` does well; throws with what it wrote where it ends before. */
  async background(script: string, ready: string, account = 'root'): Promise<string> {
    const log = '/tmp/background.log'
    await this.does(`( ${script} ) </dev/null >${log} 2>&1 & echo $! >/tmp/background.pid`, { account })
    const alive = `kill -0 $(cat /tmp/background.pid) || { cat ${log} >&2; exit 1; }`
    await this.does(`until ${ready} >/dev/null; do ${alive}; sleep 0.1; done`)
    return this.read(log)
  }

  #enter(names: readonly ('--net' | '--mount' | '--pid')[]): string[] {
    const files = { '--net': 'net', '--mount': 'mnt', '--pid': 'pid_for_children' } as const
    return ['nsenter', ...names.map((name) => `${name}=/proc/${this.#holder.pid}/ns/${files[name]}`)]
  }
}

interface ShellOptions {
  readonly account?: string
  readonly input?: string
  readonly cwd?: string
}
