// Package images finds the container images that objects and files name, lists
// where each is used, and puts others in their place. It talks to no registry;
// package oci knows what an image is called on a mirror.
package images
