// Names that no installation may have (docs/formats/vendor-profile.md#installname): a system has something of the name already.

const of = (names: string): readonly string[] => names.split(/\s+/)

/** A short list: what every system has, and what a removal would take from it, an account or a folder below /var/lib. */
const RESERVED: ReadonlySet<string> = new Set([
  // Accounts and groups of Linux.
  ...of(
    'root daemon bin sys sync adm tty disk lp mail news uucp man proxy kmem dialout fax voice cdrom floppy',
  ),
  ...of(
    'tape sudo wheel audio dip backup operator list irc src shadow utmp video sasl plugdev staff games users',
  ),
  ...of(
    'nobody nogroup input kvm render sgx netdev ssh sshd dbus messagebus polkitd crontab apache nginx mysql',
  ),
  ...of('postgres redis docker www-data ssl-cert lxd'),
  // Commands, and folders below /var/lib.
  ...of(
    'ls cat cp mv rm ln cd dd df du id ps sh bash dash zsh fish sed awk grep find xargs sort head tail touch',
  ),
  ...of(
    'chmod chown chgrp mkdir rmdir mount umount kill pkill su login passwd useradd userdel groupadd groupdel',
  ),
  ...of(
    'env echo test true false date time sleep which who whoami uname hostname ip ping curl wget tar gzip zip',
  ),
  ...of(
    'unzip git make gcc node npm npx python python3 perl ruby java go php systemd systemctl journalctl init',
  ),
  ...of(
    'service cron reboot shutdown halt apt dpkg rpm yum dnf snap flatpak vi vim nano less more top openssl gpg',
  ),
  ...of('misc private pam dhcp update ucf usermod man-db logrotate polkit-1 snapd containerd chromium steam'),
  ...of(
    'cups avahi saned colord geoclue rtkit pulse pipewire tss uuidd tcpdump bluetooth lightdm gdm sddm samba',
  ),
  ...of(
    'aptitude aspell dictionaries-common ispell emacsen-common initramfs-tools initscripts insserv urandom',
  ),
  ...of(
    'grub os-prober sgml-base xml-core xfonts xkb ieee-data libuuid nfs rpcbind chrony ntp ntpsec bind unbound',
  ),
  ...of(
    'exim4 postfix dovecot mariadb mongodb elasticsearch grafana prometheus jenkins gitlab gitea tomcat squid',
  ),
  ...of(
    'apt-daily unattended-upgrades update-notifier ubuntu-advantage cloud cloud-init waagent amazon google',
  ),
  ...of(
    'libvirt qemu lxc lxcfs machines portables kubelet etcd cni flannel calico podman buildah cri-o swtpm',
  ),
  ...of(
    'networkmanager network-manager wpa wicked firewalld fail2ban clamav freeipa sssd krb5kdc ldap slapd',
  ),
  ...of(
    'alternatives authselect selinux rpm-state rpm-ostree packagekit fwupd upower udisks2 accountsservice',
  ),
  ...of('plymouth color gdm3 sendmail texmf vim tpm tpm2-tss usbmux usbutils xdm dnsmasq boltd bolt'),
  ...of('nodejs lpadmin tor zabbix nagios caddy consul traefik update-mime-database'),
  // Schemes of links that belong to all, and those of programs that many have.
  ...of(
    'http https file ftp ws wss mailto javascript vbscript data about blob tel sms news chrome urn view-source',
  ),
  ...of('zoommtg vscode teams slack discord skype spotify obsidian onenote'),
  // Devices of Windows, which no folder may be called.
  ...of(
    'con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9',
  ),
  // Programs of ours.
  ...of('activation-server activation-gate'),
])

/**
 * `systemd-…` are accounts, units and commands of systemd, `ms-…` links of Windows; what ends in `-app` would be the app's own file in the package that
 * is called so without it.
 */
export const isReservedName = (name: string): boolean =>
  RESERVED.has(name) || name.startsWith('systemd-') || name.startsWith('ms-') || name.endsWith('-app')
