#!/bin/sh
# Entry point with the effects of the official image's: fills in templates, runs
# /docker-entrypoint.d/*.sh, then the server as process 1.
set -eu

say() {
    [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"
}

fill_in_templates() {
    templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
    suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
    target=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
    [ -d "$templates" ] || return 0
    if [ ! -w "$target" ]; then
        say "ERROR: $templates exists, but $target is not writable"
        return 0
    fi
    # Variables of the environment alone, so that nginx's own, such as $host, stay.
    names=$(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/${\1}/p' \
        | grep -E "${NGINX_ENVSUBST_FILTER:-.}" | tr '\n' ' ')
    find "$templates" -follow -type f -name "*$suffix" | while read -r template; do
        name=${template#"$templates/"}
        output=$target/${name%"$suffix"}
        mkdir -p "$(dirname "$output")"
        say "Running envsubst on $template to $output"
        envsubst "$names" < "$template" > "$output"
    done
}

if [ "$1" = nginx ]; then
    fill_in_templates
    for script in /docker-entrypoint.d/*.sh; do
        [ ! -x "$script" ] || "$script"
    done
    say "Configuration complete; ready for start up"
fi
exec "$@"
