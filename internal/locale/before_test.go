package locale

import "testing"

func TestSpanishYBeforeTheSoundOfI(t *testing.T) {
	for next, want := range map[string]string{
		"Inés": "Ana e Inés", "Íñigo": "Ana e Íñigo", "HILDA": "Ana e HILDA", "Hípatia": "Ana e Hípatia", "Yvonne": "Ana e Yvonne",
		"Iago": "Ana y Iago", "Hierro": "Ana y Hierro", "Hiáskara": "Ana y Hiáskara", "Yolanda": "Ana y Yolanda", "Y": "Ana y Y",
		"Hugo": "Ana y Hugo", "Óscar": "Ana y Óscar", "": "Ana y ",
	} {
		for tag, want := range map[string]string{"es": want, "es-MX": want, "ca": "Ana y " + next} {
			l, ok := Find(tag)
			if got := l.Before("Ana y ", next) + next; !ok || got != want {
				t.Errorf("%s: %q, want %q", tag, got, want)
			}
		}
	}
	spanish, _ := Find("es")
	for _, text := range []string{"y", "Ana", "Ana o ", "hay ", ""} {
		if got := spanish.Before(text, "Inés"); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
