package controlplane
import (
 _ "k8s.io/client-go/dynamic"
 _ "sigs.k8s.io/yaml"
 _ "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
 _ "github.com/google/go-cmp/cmp"
 _ "github.com/flinkgen/flinkgen/pkg/bundle"
 _ "golang.org/x/sync/errgroup"
 _ "golang.org/x/sys/unix"
 )
