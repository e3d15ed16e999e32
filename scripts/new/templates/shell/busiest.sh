# TODO: print the three busiest addresses of the log in "$1".
cut -d ' ' -f 1 "$1"
