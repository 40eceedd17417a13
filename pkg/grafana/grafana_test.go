package grafana

import (
	"encoding/json"
	"strings"
	"testing"
)

func example() Dashboard {
	return Dashboard{
		UID: "x", Title: "X", SchemaVersion: SchemaVersion,
		Templating: Templating{List: []Variable{DatasourceVariable(), LabelVariable("namespace", "Namespace", "up", "namespace")}},
		Panels: Place(
			Row{"One", []Line{{Stat("a", "", "short", "up > 0"), Stat("b", "", "short", "up")}, {TimeSeries("c", "", "s", Query{"up", "{{pod}}"}, Query{"down", "x"})}}},
			Row{"Two", []Line{{TimeSeries("d", "", "s", Query{"up", "x"})}}},
		),
	}
}

func TestPlace(t *testing.T) {
	want := []struct {
		title string
		at    GridPos
	}{
		{"One", GridPos{1, 24, 0, 0}},
		{"a", GridPos{4, 12, 0, 1}},
		{"b", GridPos{4, 12, 12, 1}},
		{"c", GridPos{8, 24, 0, 5}},
		{"Two", GridPos{1, 24, 0, 13}},
		{"d", GridPos{8, 24, 0, 14}},
	}
	panels := example().Panels
	if len(panels) != len(want) {
		t.Fatalf("%d panels", len(panels))
	}
	for i, p := range panels {
		if p.Title != want[i].title || p.GridPos != want[i].at || p.ID != i+1 {
			t.Errorf("panel %d: %q %+v, id %d; want %+v", i, p.Title, p.GridPos, p.ID, want[i])
		}
	}
}

func TestText(t *testing.T) {
	text, err := example().Text()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := example().Text()
	if text != again || !strings.HasSuffix(text, "}\n") {
		t.Error("the text is not stable, or its last line has no end")
	}
	var read map[string]any
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"expr": "up > 0"`, `"legendFormat": "{{pod}}"`, `"refId": "B"`, `"query": "label_values(up, namespace)"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestRefID(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "Q26"} {
		if got := refID(i); got != want {
			t.Errorf("query %d is %s, want %s", i, got, want)
		}
	}
}
