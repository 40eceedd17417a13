// Package secrets makes the Secrets that a completed stack refers to, with
// values that agree with each other: the password in JuiceFS's metadata URL is
// Redis's password, its keys are MinIO's.
//
// Each Secret is described once, as text with placeholders for the values.
// With a Source it becomes a Secret; without, an ExternalSecret of the External
// Secrets Operator whose template is that same text.
package secrets
