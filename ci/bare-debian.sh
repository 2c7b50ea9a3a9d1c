#!/usr/bin/env bash
# Proves README and Dockerfile where there is no container engine: as root, on a Debian with nothing on it.
#
# usage: ci/bare-debian.sh [--whole] [FOLDER]      --whole: the whole test instead of `test --quick`
#
# In FOLDER (made anew) debootstrap puts the Debian that the Dockerfile begins with. In one copy of it the two
# commands of README are run on a clone, in another every line of the Dockerfile is carried out and the service
# started. Where packages come from is taken from this machine's own apt and pip, and is written down nowhere.
set -euo pipefail
source_tree=$(cd "$(dirname "$0")/.." && pwd)
tests="test --quick"
[ "${1:-}" = --whole ] && { tests="test --wide"; shift; }
place=$(realpath -m "${1:-/var/tmp/madoguchi-bare}")
port=${PORT:-18400}
[ "$(id -u)" = 0 ] || { echo "Only root may make a Debian in a folder." >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "apt-get install debootstrap" >&2; exit 2; }

say() { printf '\n== %s (%ss)\n' "$*" "$SECONDS"; }
suite=$(sed -n 's/^FROM debian:\([a-z]*\).*/\1/p' "$source_tree/Dockerfile")
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' | awk -v suite="$suite" '$2 == suite { print $1; exit }')
[ -n "$mirror" ] || { echo "This machine's apt knows no $suite." >&2; exit 2; }

ends() { # ROOT: whoever runs in that folder is told to stop, and nobody else.
    for process in /proc/[0-9]*; do
        if [ "$(readlink "$process/root" 2>/dev/null)" = "$1" ]; then kill -TERM "${process#/proc/}" 2>/dev/null || true; fi
    done
}
release() {
    for root in "$place/machine" "$place/image"; do
        ends "$root"
        for mounted in dev/shm dev proc; do umount -l "$root/$mounted" 2>/dev/null || true; done
    done
}
trap release EXIT
release
rm -rf --one-file-system "$place"
mkdir -p "$place"

# How a package gets here: certificates, proxies, and pip's index where one is set. No file of the host is used else.
lend() { # ROOT
    mount -t proc proc "$1/proc"
    mount --bind /dev "$1/dev"
    mount -t tmpfs tmpfs "$1/dev/shm"
    cp /etc/resolv.conf /etc/hosts "$1/etc/"
    find /etc/apt/apt.conf.d -type f -exec grep -hi '^ *Acquire::Check-' {} + > "$1/etc/apt/apt.conf.d/99lent" || true
    cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$1/etc/lent.crt"
    {
        echo '[global]'
        echo 'cert = /etc/lent.crt'
        python3 -m pip config list 2>/dev/null \
            | sed -n "s/^\(global\|:env:\)\.\(index-url\|trusted-host\)='\(.*\)'$/\2 = \3/p"
    } > "$1/etc/pip.conf"
}
inside() { # ROOT USER FOLDER COMMAND
    chroot --userspec="$2" "$1" /usr/bin/env -i LANG=C.UTF-8 HOME=/tmp/home-"$2" "${settings[@]}" \
        ${https_proxy:+https_proxy="$https_proxy"} ${http_proxy:+http_proxy="$http_proxy"} \
        sh -c "mkdir -p \$HOME && cd $3 && $4"
}
answers() { # PID
    for _ in $(seq 600); do
        kill -0 "$1" 2>/dev/null || { echo "It ended instead of answering." >&2; return 1; }
        if seen=$(python3 -c "import urllib.request as u; print(u.urlopen('http://127.0.0.1:$port/healthz').read().decode())" 2>/dev/null)
        then echo "/healthz: $seen"; return 0; fi
        sleep 0.5
    done
    return 1
}

say "A bare Debian $suite"
debootstrap --variant=minbase "$suite" "$place/machine" "$mirror" > "$place/debootstrap.log" 2>&1
cp -a "$place/machine" "$place/image"
du -sh "$place/machine" | cut -f1

say "The machine of README"
lend "$place/machine"
settings=(PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive)
needs=$(sed -n 's/^ *apt-get install \(.*\)  # what a machine needs$/\1/p' "$source_tree/README.md")
echo "apt-get install $needs"
inside "$place/machine" root / "apt-get update -qq && apt-get install -y -qq --no-install-recommends $needs" > "$place/apt.log" 2>&1
inside "$place/machine" root / "useradd --create-home dev"
git clone --quiet --no-hardlinks "file://$source_tree" "$place/machine/home/dev/madoguchi"
git -C "$place/machine/home/dev/madoguchi" log -1 --format='commit %h'
chroot "$place/machine" chown -R dev:dev /home/dev

say "python3 dev.py run"
inside "$place/machine" dev /home/dev/madoguchi "PYTHONUNBUFFERED=1 exec python3 dev.py run --port $port" > "$place/run.log" 2>&1 &
running=$!
answers "$running" || { tail -20 "$place/run.log"; exit 1; }
sleep 1
grep -A8 '^Madoguchi:' "$place/run.log"
ends "$place/machine"
wait "$running" || true

say "python3 dev.py $tests"
user=dev
[ "$tests" = "test --wide" ] && user=root # who may install the browser
inside "$place/machine" "$user" /home/dev/madoguchi "python3 dev.py $tests -p no:randomly" > "$place/test.log" 2>&1 \
    || { tail -60 "$place/test.log"; exit 1; }
tail -1 "$place/test.log"

say "The Dockerfile"
lend "$place/image"
settings=(DEBIAN_FRONTEND=noninteractive)
folder=/ user=root clone="$place/machine/home/dev/madoguchi"
while read -r word rest; do
    echo "$word $rest" | cut -c1-150
    case $word in
        RUN) inside "$place/image" "$user" "$folder" "$rest" >> "$place/image.log" 2>&1 || { tail -20 "$place/image.log"; exit 1; } ;;
        WORKDIR) folder=$rest; mkdir -p "$place/image$folder" ;;
        ENV) for each in $rest; do settings+=("${each//\$COMMIT/$(git -C "$source_tree" rev-parse HEAD)}"); done ;;
        COPY)
            given=${rest% *}
            [ "$given" = . ] && given=$(sed -n 's/^!//p' "$source_tree/.dockerignore")
            tar -C "$clone" --exclude=__pycache__ -cf - $given | tar -C "$place/image$folder" --no-same-owner -xf -
            ;;
        USER) user=$rest ;;
        CMD) start=$(tr -d '[],"' <<< "$rest") ;;
        FROM | ARG | VOLUME | EXPOSE | HEALTHCHECK) ;;
        *) echo "No idea what $word means." >&2; exit 2 ;;
    esac
done < <(sed -e '/^ *#/d' -e ':more' -e '/\\$/{N;s/\\\n *//;bmore' -e '}' "$source_tree/Dockerfile")
settings+=("PUBLIC_URL=http://localhost:$port")
inside "$place/image" "$user" "$folder" "exec ${start/8000/$port}" > "$place/serve.log" 2>&1 &
running=$!
answers "$running" || { tail -20 "$place/serve.log"; exit 1; }
ends "$place/image"
wait "$running" || true
du -sh --exclude=proc --exclude=dev "$place/image" | cut -f1

say "Everything answered"
