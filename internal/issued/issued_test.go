package issued

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// load reads a site of relationships with two people each: "spring/tom", "Amara, Tom", …
func load(t *testing.T, pairs ...string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	for i := 0; i < len(pairs); i += 2 {
		mentor, mentee, _ := strings.Cut(pairs[i+1], ", ")
		fsys["content/cohorts/"+pairs[i]+".toml"] = &fstest.MapFile{Data: []byte("[mentor]\nname = \"" + mentor + "\"\n[mentee]\nname = \"" + mentee + "\"\n[agreement]\nsigned = 2027-01-14\n")}
	}
	s, _, err := site.Load(fsys, os.DirFS("../.."), &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func everybody(s *site.Site) (all []*program.Relationship) {
	for _, c := range s.Cohorts {
		all = append(all, c.Relationships...)
	}
	return all
}

// file is the file after all of a site was handed out.
func file(s *site.Site) []byte { return NewIssue("", nil, s, everybody(s)).Change.Files[0].After }

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	data := file(load(t, "spring 2027/tom", "Amara Nwosu, Tom Okafor", "autumn/ben", "Amara Nwosu, Ben Adeyemi"))
	r, err := Parse(data)
	if err != nil || string(r.Bytes()) != string(data) {
		t.Errorf("%v; read again it is\n%s\nnot\n%s", err, r.Bytes(), data)
	}
	for _, broken := range []string{"pairbook issued 2\n", "nonsense", "pairbook issued 1\n cover title=1\n", "pairbook issued 1\nabcde\n", "pairbook issued 1\nabcde spring/tom\n", "pairbook issued 1\nabcde 0 spring/tom\n cover\n"} {
		if r, err := Parse([]byte(broken)); !errors.Is(err, ErrForm) || !r.Empty() {
			t.Errorf("%q is read as %q, %v", broken, r.Bytes(), err)
		}
	}
	signed := Signatures{}
	for _, rel := range everybody(load(t, "spring 2027/tom", "Amara Nwosu, Tom Okafor")) {
		signed[rel.Key()] = NewSignature(rel)
	}
	again, err := ParseSigned(signed.Bytes())
	if err != nil || string(again.Bytes()) != string(signed.Bytes()) || len(again) != 1 {
		t.Errorf("%v; read again it is\n%s\nnot\n%s", err, again.Bytes(), signed.Bytes())
	}
	for _, broken := range []string{"pairbook signed 2\n", "pairbook signed 1\n covers 1\n", "pairbook signed 1\nabcde spring/tom\n"} {
		if all, err := ParseSigned([]byte(broken)); !errors.Is(err, ErrForm) || len(all) > 0 {
			t.Errorf("%q is read as %q, %v", broken, all.Bytes(), err)
		}
	}
}

// A file with another name is known by its people, as long as there is but one that it can be.
func TestARelationshipIsKnownByItsPeople(t *testing.T) {
	was := load(t, "spring/tom", "Amara Nwosu, Tom Okafor", "spring/ann", "Amara Nwosu, Ann Berg")
	for _, test := range []struct {
		name  string
		pairs []string
		want  string
	}{
		{"as it was", []string{"spring/tom", "Amara Nwosu, Tom Okafor"}, "spring/tom"},
		{"another name", []string{"spring/tom-okafor", "amara  nwosu, Tom Okafor"}, "spring/tom-okafor"},
		{"another cohort", []string{"autumn/tom", "Amara Nwosu, Tom Okafor"}, "autumn/tom"},
		{"both names", []string{"spring/tom", "Amara Nwosu, Tom Okafor", "spring/tom-2", "Amara Nwosu, Tom Okafor"}, "spring/tom"},
		{"two that it can be", []string{"spring/tom-1", "Amara Nwosu, Tom Okafor", "autumn/tom-2", "Amara Nwosu, Tom Okafor"}, ""},
		{"other people", []string{"spring/tim", "Amara Nwosu, Tim Hale"}, ""},
	} {
		r, _ := Parse(file(was))
		var got []string
		for rel := range r.Match(load(t, test.pairs...)) {
			got = append(got, rel.Key())
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: known are %q, want %q", test.name, got, test.want)
		}
	}
}

func TestForgetting(t *testing.T) {
	s := load(t, "spring/tom", "Amara Nwosu, Tom Okafor", "spring/ann", "Amara Nwosu, Ann Berg")
	signed := Signatures{}
	for _, rel := range everybody(s) {
		signed[rel.Key()] = NewSignature(rel)
	}
	for name, data := range map[string][]byte{IssuedName: file(s), SignedName: signed.Bytes()} {
		left := string(Forget(name, data, func(key string) bool { return key == "spring/tom" }))
		if strings.Contains(left, "tom") || !strings.Contains(left, "spring/ann\n") {
			t.Errorf("%s: left is\n%s", name, left)
		}
		if left := Forget(name, data, func(string) bool { return true }); left != nil {
			t.Errorf("%s: left is\n%s", name, left)
		}
		if left := Forget(name, []byte("another form, with spring/tom"), func(key string) bool { return false }); left != nil {
			t.Errorf("%s: of a file that cannot be read %q is left", name, left)
		}
	}
}
