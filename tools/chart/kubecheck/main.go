// kubecheck decodes every YAML document of standard input as strictly as the API server does.
//
// Kinds that come from others (traefik.io, monitoring.coreos.com) are named and passed over.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
)

var foreignVersion = regexp.MustCompile(`(?m)^apiVersion: (traefik\.io|monitoring\.coreos\.com)/`)

func main() {
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	good, bad, foreign := 0, 0, 0
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if isEmpty(string(document)) {
			continue
		}
		if isForeign(document) {
			foreign++
		} else if _, _, err := decoder.Decode(document, nil, nil); err != nil {
			bad++
			fmt.Println("refused:", err)
		} else {
			good++
		}
	}
	fmt.Printf("%d decoded, %d refused, %d of other kinds\n", good, bad, foreign)
	if bad > 0 || good == 0 {
		os.Exit(1)
	}
}

func isForeign(document []byte) bool {
	return foreignVersion.Match(document)
}

func isEmpty(document string) bool {
	for _, line := range strings.Split(document, "\n") {
		if text := strings.TrimSpace(line); text != "" && text != "---" && !strings.HasPrefix(text, "#") {
			return false
		}
	}
	return true
}
