// Package sidefiles gives the files inside rendered objects to the programs
// that will read them: logging files to log4j2, routes to nginx, scripts to
// dash and shellcheck. install.sh installs what is missing on Debian.
package sidefiles
