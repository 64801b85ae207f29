// minihelm renders one chart without dependencies where helm itself cannot be had:
//
//	minihelm template RELEASE CHART [-f VALUES]...
//
// The templates, functions and objects are those of `helm template`; values are not held against
// values.schema.json (the chart's test does that), and hooks keep no order.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/yaml"
)

type object = map[string]any

func main() {
	if len(os.Args) < 4 || os.Args[1] != "template" {
		fail(fmt.Errorf("expected: minihelm template RELEASE CHART [-f VALUES]..., found: %s", strings.Join(os.Args[1:], " ")))
	}
	release, chart := os.Args[2], os.Args[3]
	values := readYaml(filepath.Join(chart, "values.yaml"))
	for i := 4; i+1 < len(os.Args); i += 2 {
		if os.Args[i] != "-f" {
			fail(fmt.Errorf("expected -f, found %s", os.Args[i]))
		}
		merge(values, readYaml(os.Args[i+1]))
	}
	render(chart, object{
		"Values":       values,
		"Chart":        capitalised(readYaml(filepath.Join(chart, "Chart.yaml"))),
		"Release":      object{"Name": release, "Namespace": "default", "Service": "Helm", "IsInstall": true, "IsUpgrade": false, "Revision": 1},
		"Capabilities": object{"KubeVersion": object{"Version": "v1.36.0"}},
	})
}

func render(chart string, data object) {
	templates := template.New("chart").Option("missingkey=zero")
	templates.Funcs(functions(templates))
	files := chartFiles(chart)
	for _, file := range files {
		text, err := os.ReadFile(file)
		fail(err)
		template.Must(templates.New(file).Parse(string(text)))
	}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "_") || !strings.HasSuffix(file, ".yaml") {
			continue
		}
		var text strings.Builder
		fail(templates.ExecuteTemplate(&text, file, data))
		if rendered := strings.ReplaceAll(text.String(), "<no value>", ""); strings.TrimSpace(rendered) != "" {
			fmt.Printf("---\n# Source: %s\n%s\n", file, strings.TrimPrefix(strings.TrimSpace(rendered), "---\n"))
		}
	}
}

// functions are sprig's without the environment, and those that helm adds.
func functions(templates *template.Template) template.FuncMap {
	all := sprig.TxtFuncMap()
	delete(all, "env")
	delete(all, "expandenv")
	all["toYaml"] = func(value any) string {
		text, err := yaml.Marshal(value)
		fail(err)
		return strings.TrimSuffix(string(text), "\n")
	}
	all["fromYaml"] = func(text string) (object, error) {
		value := object{}
		return value, yaml.Unmarshal([]byte(text), &value)
	}
	all["required"] = func(message string, value any) (any, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	all["include"] = func(name string, data any) (string, error) {
		var text strings.Builder
		err := templates.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	return all
}

func chartFiles(chart string) []string {
	var files []string
	for _, pattern := range []string{"templates/*", "templates/tests/*"} {
		found, err := filepath.Glob(filepath.Join(chart, pattern))
		fail(err)
		for _, file := range found {
			if info, err := os.Stat(file); err == nil && !info.IsDir() {
				files = append(files, file)
			}
		}
	}
	sort.Strings(files)
	return files
}

// merge puts values over base as helm does: objects key by key, everything else whole, null deletes.
func merge(base, values object) {
	for key, value := range values {
		over, isObject := value.(object)
		under, wasObject := base[key].(object)
		switch {
		case value == nil:
			delete(base, key)
		case isObject && wasObject:
			merge(under, over)
		default:
			base[key] = value
		}
	}
}

func capitalised(meta object) object {
	chart := object{}
	for key, value := range meta {
		chart[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return chart
}

func readYaml(path string) object {
	text, err := os.ReadFile(path)
	fail(err)
	values := object{}
	fail(yaml.Unmarshal(text, &values))
	return values
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}
