// Package monitoring gives the rendered alerts and the queries of the rendered
// dashboard to promtool: every alert fires on series that are bad and keeps
// silent on series that are good. install.sh installs promtool on Debian.
package monitoring
