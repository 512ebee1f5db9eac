# Outlives the process that started it by just long enough to clean up after it.
# Its standard input is a pipe from that owner; the end of input means that the owner is gone.
#   $1           the run directory, deleted at the end
#   + PID SIGNAL take a process into care
#   - PID        let it go
trap '' INT HUP
run=$1
charges=' '

while read -r operation pid signal; do
  case $operation in
    +) charges="$charges$pid:$signal " ;;
    -) case $charges in
         *" $pid:"*)
           rest=${charges#*" $pid:"}
           charges="${charges%%" $pid:"*} ${rest#* }" ;;
       esac ;;
  esac
done

# A process that was started but not yet announced has left a pid file.
for file in $(find "$run" -name '*.pid' 2>/dev/null); do
  read -r pid < "$file" 2>/dev/null
  case $charges in
    *" $pid:"*) ;;
    *) grep -qF "$run" "/proc/$pid/cmdline" 2>/dev/null && charges="$charges$pid:QUIT " ;;
  esac
done

for charge in $charges; do kill -"${charge#*:}" "${charge%:*}" 2>/dev/null; done

tries=50
while [ $tries -gt 0 ]; do
  alive=
  for charge in $charges; do
    kill -0 "${charge%:*}" 2>/dev/null && alive="$alive ${charge%:*}"
  done
  [ -z "$alive" ] && break
  sleep 0.1
  tries=$((tries - 1))
done
for pid in $alive; do kill -KILL "$pid" 2>/dev/null; done

rm -rf "$run" 2>/dev/null || { sleep 1; rm -rf "$run"; }
